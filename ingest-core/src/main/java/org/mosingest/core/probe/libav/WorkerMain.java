package org.mosingest.core.probe.libav;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program that a worker process runs: probes one clip after the other for the process that
 * started it, and ends with it. Requests come on stdin, replies go to stdout; a request's body is
 * the clip's path in bytes.
 */
final class WorkerMain {

  private WorkerMain() {}

  /**
   * Serves until stdin ends.
   *
   * @param arguments the process id of the master
   */
  public static void main(String[] arguments) throws IOException {
    OutputStream replies = new FileOutputStream(FileDescriptor.out);
    // Whatever prints, prints elsewhere.
    System.setOut(System.err);
    dieWith(Long.parseLong(arguments[0]));
    DataInputStream requests =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    NativeProbe probe;
    try {
      probe = NativeProbe.load();
    } catch (LinkageError | RuntimeException e) {
      answer(
          replies,
          0,
          new WorkerReply.Unsure(String.valueOf(e.getCause() == null ? e : e.getCause())));
      return;
    }
    answer(replies, 0, new WorkerReply.Hello(NativeProbe.version()));
    try {
      while (true) {
        WorkerFrame request = WorkerFrame.readFrom(requests);
        answer(replies, request.number(), probe.probe(request.body()));
      }
    } catch (EOFException e) {
      // The master closed the pipe, or is gone.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void answer(OutputStream out, int number, WorkerReply reply) throws IOException {
    new WorkerFrame(number, WorkerReply.encode(reply)).writeTo(out);
  }

  /**
   * The end of stdin is seen between two clips only; a master killed while a library hangs is
   * missed here.
   */
  private static void dieWith(long master) {
    Thread watch =
        new Thread("master-watch") {
          @Override
          public void run() {
            try {
              CountDownLatch never = new CountDownLatch(1);
              while (!never.await(1, TimeUnit.SECONDS)) {
                if (!ProcessHandle.of(master).map(ProcessHandle::isAlive).orElse(false)) {
                  Runtime.getRuntime().halt(1);
                }
              }
            } catch (InterruptedException e) {
              Runtime.getRuntime().halt(1);
            }
          }
        };
    watch.setDaemon(true);
    watch.start();
  }
}
