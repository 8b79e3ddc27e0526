package org.mosingest.core.probe.libav;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.process.ProgramStart;

/**
 * A worker process, seen from its master. For one thread at a time. A platform thread of its own
 * reads what it says, since a read from a pipe would hold the carrier of a virtual thread.
 */
final class Worker {

  /** What the reading thread hands over. */
  private sealed interface Heard {
    record Frame(WorkerFrame frame) implements Heard {}

    record Nothing(String why) implements Heard {}
  }

  /** How long a worker may take to be ready, on a machine that has much else to do. */
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(5);

  private final Process process;

  /** A frame and the end after it is the most that a worker in order leaves here. */
  private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(4);

  private @Nullable String version;
  private int asked;

  private Worker(Process process) {
    this.process = process;
  }

  /** Starts a worker; it is up some tenths of a second later. */
  static Worker start(WorkerCommand command) throws IOException {
    Worker worker = new Worker(ProgramStart.of(command.builder()));
    Thread.ofPlatform().daemon().name("probe-worker-" + worker.process.pid()).start(worker::listen);
    return worker;
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      boolean room = true;
      while (room) {
        room = heard.offer(new Heard.Frame(WorkerFrame.readFrom(in)));
      }
    } catch (EOFException e) {
      boolean _ = heard.offer(new Heard.Nothing("it ended"));
    } catch (IOException e) {
      boolean _ = heard.offer(new Heard.Nothing("it said " + e.getMessage()));
    }
    // One that says what nobody asked for is as good as dead.
    process.destroyForcibly();
  }

  /**
   * Waits until the worker is ready.
   *
   * @return libavformat's version
   * @throws WorkerFault if it is not ready in time; kill it
   * @throws InterruptedException if the thread is interrupted; kill it
   */
  String greeted() throws WorkerFault, InterruptedException {
    String known = version;
    if (known == null) {
      known =
          switch (next(0, START_LIMIT)) {
            case WorkerReply.Hello(String told) -> told;
            case WorkerReply.Unsure(String why) -> throw new WorkerFault(why);
            case WorkerReply.Found _ -> throw new WorkerFault("it does not greet");
          };
      version = known;
    }
    return known;
  }

  /**
   * Has a clip probed.
   *
   * @param path the clip's absolute path in the file system's bytes
   * @throws WorkerFault if it dies, hangs or talks nonsense; kill it
   * @throws InterruptedException if the thread is interrupted; kill it
   */
  WorkerReply ask(byte[] path, Duration limit) throws WorkerFault, InterruptedException {
    String _ = greeted();
    asked++;
    try {
      new WorkerFrame(asked, path).writeTo(process.getOutputStream());
    } catch (IOException e) {
      throw new WorkerFault("it does not listen: " + e.getMessage());
    }
    return next(asked, limit);
  }

  private WorkerReply next(int number, Duration limit) throws WorkerFault, InterruptedException {
    Heard next = heard.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    return switch (next) {
      case null -> throw new WorkerFault("it did not answer in time");
      case Heard.Nothing(String why) -> throw new WorkerFault(why);
      case Heard.Frame(WorkerFrame frame) when frame.number() != number ->
          throw new WorkerFault("it answered another request");
      case Heard.Frame(WorkerFrame frame) -> decoded(frame);
    };
  }

  private static WorkerReply decoded(WorkerFrame frame) throws WorkerFault {
    try {
      return WorkerReply.decode(frame.body());
    } catch (IOException e) {
      throw new WorkerFault("it said " + e.getMessage());
    }
  }

  long pid() {
    return process.pid();
  }

  /** Kills the worker, stopped or hung ones too, and does not wait for its end. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until a killed worker is gone; longer than this only the kernel holds one. */
  void awaitEnd() throws InterruptedException {
    boolean _ = process.waitFor(DEATH_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
  }
}
