package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.training.ServedClips;

/**
 * Goes once through the commands that are to answer at a glance, or through real passes over real
 * clips, in the foreground and in a service, while the Java machine records for the launcher's
 * start-up cache what they load and how their code is used (JEP 514 and 515). For the first it
 * plays the one answer of a daemon that they read; the clips it makes itself and serves on
 * loopback. Prints nothing, and leaves nothing behind but what any run has in the cache folder.
 */
final class TrainingRun {

  private static final String PROGRESS =
      """
      {"daemon":{"version":"0","started_at_utc":"2026-01-01T00:00:00+00:00",\
      "pools":{"download":{"size":16,"active":1,"queued":2}},"disk_free_bytes":1},\
      "runs":[{"id":"r","corpus":"konvid-150k","state":"running","rows":9,"settled":5,"written":4,"download_failed":1,\
      "broken":0,"dedups":0,"attrition_pct":0.1,"bytes_downloaded":7,"bytes_resumed":0,"clips_per_s":1.5,"bytes_per_s":2.5,\
      "eta_s":3,"started_at_utc":"2026-01-01T00:00:00+00:00","finished_at_utc":null,"output":"/o","failures":{"http-404":1}}]}\
      """;

  /** So many that what a clip takes is called often enough to be worth compiling. */
  private static final int IN_FOREGROUND = 600;

  private static final int IN_SERVICE = 300;

  private TrainingRun() {}

  /**
   * Where the recording starts: of the start-up cache {@code start} or {@code work}, the one
   * argument. It ends with status 0, or with 1 where something of it could not be done: nothing
   * should be kept of such a recording.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int status = 1;
    try {
      if (args[0].equals("work")) {
        work();
      } else {
        glance();
      }
      status = 0;
    } catch (IOException | IllegalStateException e) {
      System.err.println("the training for the start-up cache failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(status);
  }

  private static void glance() throws IOException {
    try (ServerSocket daemon = new ServerSocket()) {
      daemon.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofPlatform().daemon().start(() -> answer(daemon));
      String url = "http://127.0.0.1:" + daemon.getLocalPort();
      for (List<String> command :
          List.of(
              List.of("--help"),
              List.of("--version"),
              List.of("run", "--help"),
              List.of("status", "--help"),
              List.of("runs", "--url", url),
              List.of("inspect", "r", "--url", url),
              List.of("status", "--url", url),
              List.of("status", "r", "--url", url))) {
        int _ = perform(command.toArray(String[]::new));
      }
      daemon.close();
      int _ = perform("status", "--url", url);
    }
  }

  private static void work() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ingest-training-");
    try (ServedClips clips = ServedClips.start(folder)) {
      Path first = folder.resolve("first");
      clips.writeManifest(first, IN_FOREGROUND);
      performWell(
          "run",
          "--konvid-dir",
          first.toString(),
          "--min-rows",
          "1",
          "--downloads",
          "16",
          "--per-host",
          "16",
          "--log-level",
          "ERROR");
      Path second = folder.resolve("second");
      clips.writeManifest(second, IN_SERVICE);
      serve(folder, second);
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static void serve(Path folder, Path corpus) throws IOException, InterruptedException {
    String state = folder.resolve("state").toString();
    String port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }
    Thread service =
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    perform(
                        "daemon",
                        "--port",
                        port,
                        "--state-dir",
                        state,
                        "--root",
                        folder.toString(),
                        "--log-level",
                        "ERROR"));
    String url = "http://127.0.0.1:" + port;
    while (perform("runs", "--url", url) != ExitCode.FINISHED) {
      if (!service.isAlive()) {
        throw new IllegalStateException("the service has not started");
      }
      Thread.sleep(100);
    }
    performWell(
        "submit",
        "--url",
        url,
        "--state-dir",
        state,
        "--konvid-dir",
        corpus.toString(),
        "--min-rows",
        "1",
        "--watch");
    service.interrupt();
    service.join();
  }

  private static void performWell(String... args) {
    int status = perform(args);
    if (status != ExitCode.FINISHED) {
      throw new IllegalStateException(args[0] + " ended with " + status);
    }
  }

  private static int perform(String... args) {
    Main.prepareFor(args);
    PrintWriter nobody = new PrintWriter(OutputStream.nullOutputStream(), false, UTF_8);
    return Main.commandLine(args).setOut(nobody).setErr(nobody).execute(args);
  }

  private static void answer(ServerSocket daemon) {
    byte[] reply =
        ("HTTP/1.1 200 OK\r\n"
                + "Content-Type: application/json\r\n"
                + "Connection: close\r\n"
                + "Content-Length: "
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
