package org.mosingest.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** What most children of tests do, once, for {@link ChildCache} to see what they load. */
final class ChildTraining {

  private ChildTraining() {}

  /**
   * Where the training begins.
   *
   * @param args a folder for what it writes
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    String ffprobe = "--ffprobe-bin=" + Scripts.ffprobe(folder.resolve("ffprobe"), "");
    try (FaultServer server = FaultServer.start()) {
      perform("run", "--konvid-dir=" + corpus(folder.resolve("a"), server), ffprobe);
      int port = freePort();
      String state = "--state-dir=" + folder.resolve("state");
      Thread daemon =
          Thread.ofPlatform()
              .start(() -> perform("daemon", "--port=" + port, "--root=" + folder, state, ffprobe));
      String url = "--url=http://127.0.0.1:" + port;
      CorpusBed.await("the service", () -> status("runs", url, state) == 0);
      perform("submit", "--konvid-dir=" + corpus(folder.resolve("b"), server), url, state);
      perform("status", "latest", "--watch", url, state);
      daemon.interrupt();
      daemon.join();
    }
    System.exit(0);
  }

  private static Path corpus(Path folder, FaultServer server) throws IOException {
    CorpusBed bed = new CorpusBed(folder);
    for (int i = 0; i < 20; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i), "ETag: \"" + i + "\""));
      bed.row(i + ".mp4", server.url("/" + i), "1.5");
    }
    bed.write();
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void perform(String command, String... options) {
    int _ = status(command, options);
  }

  private static int status(String command, String... options) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    if (command.equals("run") || command.equals("submit")) {
      all.add("--min-rows=0");
    }
    String[] words = all.toArray(String[]::new);
    return Main.commandLine(words).execute(words);
  }
}
