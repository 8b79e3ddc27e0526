package org.mosingest.cli.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosingest.core.testkit.Change;
import org.mosingest.core.testkit.DiskView;

/**
 * The default file system of a process that is to be killed: at the change that it was told, it
 * asks by a connection to be killed, and the thread that makes the change goes no further. Loaded
 * by the virtual machine; the program knows nothing of it.
 */
public final class StormDisk extends DiskView {

  private static final String POINT = "storm.point";
  private static final String NTH = "storm.nth";
  private static final String PORT = "storm.port";
  private static final String FOLDER = "storm.folder";

  private final KillPoint point = KillPoint.valueOf(System.getProperty(POINT, ""));
  private final int nth = Integer.parseInt(System.getProperty(NTH, "0"));
  private final int port = Integer.parseInt(System.getProperty(PORT, "0"));
  private final String folder = System.getProperty(FOLDER, "");
  private final AtomicInteger met = new AtomicInteger();
  private volatile boolean stopping;

  /** Made by the virtual machine. */
  public StormDisk(FileSystemProvider below) {
    super(below);
    if (point == KillPoint.SHUTDOWN) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true));
    }
  }

  /**
   * What a virtual machine must be told to be killed at the nth change of its kind below a folder.
   */
  static List<String> options(KillPoint point, int nth, int port, Path folder) {
    return List.of(
        "-Djava.nio.file.spi.DefaultFileSystemProvider=" + StormDisk.class.getName(),
        "-D" + POINT + "=" + point,
        "-D" + NTH + "=" + nth,
        "-D" + PORT + "=" + port,
        "-D" + FOLDER + "=" + folder);
  }

  @Override
  protected <T> T change(Change change, Effect<T> effect) throws IOException {
    boolean counts =
        change.path().startsWith(folder)
            && point.matches(change)
            && (stopping || point != KillPoint.SHUTDOWN);
    if (!counts || met.incrementAndGet() != nth) {
      return effect.make();
    }
    if (change instanceof Change.Write write && point.how() == KillPoint.How.TORN) {
      write.bytes().limit(write.bytes().position() + write.bytes().remaining() / 2);
    }
    if (point.how() != KillPoint.How.BEFORE) {
      T _ = effect.make();
    }
    throw askToBeKilled(change);
  }

  private IOException askToBeKilled(Change change) throws IOException {
    try (Socket harness = new Socket(InetAddress.getLoopbackAddress(), port)) {
      harness.getOutputStream().write((point + " " + change.path() + "\n").getBytes(UTF_8));
      int _ = harness.getInputStream().read();
    }
    // Nobody is left who would.
    Runtime.getRuntime().halt(1);
    return new IOException("not killed at " + change);
  }
}
