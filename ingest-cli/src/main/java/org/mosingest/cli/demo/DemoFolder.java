package org.mosingest.cli.demo;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;

/**
 * The demo's own folder, held by one demo at a time. It is emptied for each demo, and no other
 * folder ever is.
 */
public final class DemoFolder implements AutoCloseable {

  /** Says that the folder is the demo's own. */
  private static final String MARKER = ".mos-ingest-demo";

  private final Path folder;
  private final Hold hold;

  private DemoFolder(Path folder, Hold hold) {
    this.folder = folder;
    this.hold = hold;
  }

  /**
   * Makes the folder anew.
   *
   * @throws IllegalArgumentException if something stands there that no demo has made
   * @throws HeldException if another demo works there
   * @throws IOException if it cannot be read or written
   */
  public static DemoFolder renew(Path folder) throws HeldException, IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isOwn(folder)) {
      throw new IllegalArgumentException(
          folder
              + (Files.isDirectory(folder)
                  ? " already exists and is not from a demo"
                  : " is a file, not a folder")
              + "; give an empty or new folder with --dir");
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(MARKER),
        "This folder belongs to \"ingest demo\", which empties it each time. You may delete it.\n");
    DemoFolder renewed = new DemoFolder(folder, Hold.corpus(folder));
    try {
      remove(renewed.corpus());
      remove(renewed.web());
      Files.createDirectories(renewed.corpus());
      Files.createDirectories(renewed.web());
      return renewed;
    } catch (IOException e) {
      renewed.close();
      throw e;
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    if (Files.isRegularFile(folder.resolve(MARKER))) {
      return true;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** The folder of the corpus, as {@code ingest run} takes it. */
  public Path corpus() {
    return folder.resolve("corpus");
  }

  /** The clips that the server hands out. */
  public Path web() {
    return folder.resolve("web");
  }

  /** Removes what the server handed out: the corpus has all of it now. */
  public void removeWeb() throws IOException {
    remove(web());
  }

  private static void remove(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      // Links are removed and not followed.
      MoreFiles.deleteRecursively(tree, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Lets another demo have the folder. What is in it stays. */
  @Override
  public void close() throws IOException {
    hold.close();
  }
}
