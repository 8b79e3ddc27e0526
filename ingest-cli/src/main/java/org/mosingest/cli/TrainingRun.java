package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * Goes once through the commands that are to answer at a glance, while the Java machine records for
 * the launcher's start-up cache what they load (JEP 514). Of a daemon it plays the one answer that
 * they read. Prints nothing, touches no file.
 */
final class TrainingRun {

  private static final String PROGRESS =
      """
      {"daemon":{"version":"0","started_at_utc":"2026-01-01T00:00:00+00:00",\
      "pools":{"download":{"size":16,"active":1,"queued":2}},"disk_free_bytes":1},\
      "runs":[{"id":"r","corpus":"konvid-150k","state":"running","rows":9,"settled":5,"written":4,"download_failed":1,\
      "broken":0,"dedups":0,"attrition_pct":0.1,"bytes_downloaded":7,"bytes_resumed":0,"clips_per_s":1.5,"bytes_per_s":2.5,\
      "eta_s":3,"started_at_utc":"2026-01-01T00:00:00+00:00","finished_at_utc":null,"output":"/o","failures":{"http-404":1}}]}""";

  private TrainingRun() {}

  /**
   * Where the recording starts.
   *
   * @throws IOException if there is no loopback to play the daemon on
   */
  public static void main(String[] args) throws IOException {
    try (ServerSocket daemon = new ServerSocket()) {
      daemon.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofPlatform().daemon().start(() -> answer(daemon));
      String url = "http://127.0.0.1:" + daemon.getLocalPort();
      for (List<String> command :
          List.of(
              List.of("--help"),
              List.of("status", "--help"),
              List.of("runs", "--url", url),
              List.of("inspect", "r", "--url", url),
              List.of("status", "--url", url),
              List.of("status", "r", "--url", url))) {
        perform(command.toArray(String[]::new));
      }
    }
  }

  private static void perform(String... args) {
    PrintWriter nobody = new PrintWriter(OutputStream.nullOutputStream(), false, UTF_8);
    Main.commandLine(args).setOut(nobody).setErr(nobody).execute(args);
  }

  private static void answer(ServerSocket daemon) {
    byte[] reply =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + PROGRESS.getBytes(UTF_8).length
                + "\r\n\r\n"
                + PROGRESS)
            .getBytes(UTF_8);
    while (true) {
      try (Socket client = daemon.accept()) {
        InputStream head = client.getInputStream();
        // A request's head is a few hundred bytes and comes in one piece.
        if (head.read(new byte[8192]) > 0) {
          client.getOutputStream().write(reply);
        }
      } catch (IOException e) {
        return;
      }
    }
  }
}
