package org.mosingest.daemon.run;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;

/**
 * The right to work on a run's corpus and to write all that it writes: clips, output, download
 * progress and replay manifest, by whatever paths others name them. It may be held long before the
 * run begins.
 */
public final class RunHold implements AutoCloseable {

  private final Closer closer = Closer.create();
  private final List<Hold> holds = new ArrayList<>();

  /** What the file system knows them by; where they are not there yet, their paths. */
  private final Set<Object> clipsFolders = new HashSet<>();

  private RunHold() {}

  /**
   * Takes them.
   *
   * @throws HeldException if another run, here or in another process, holds one; then none is taken
   * @throws IOException if there is no such corpus folder, or a lock file cannot be written
   */
  public static RunHold take(RunOptions options) throws HeldException, IOException {
    RunHold hold = new RunHold();
    String holder = "the run over " + options.folder() + " into " + options.output();
    try {
      // Where nobody can write, no two runs can.
      if (isOpen(options.folder())) {
        hold.add(Hold.corpus(options.folder(), holder));
      }
      hold.add(Hold.output(options.output(), holder));
      hold.add(Hold.file(options.progressPath(), "the download progress", holder));
      hold.add(Hold.file(options.manifestOut(), "the replay manifest", holder));
      for (String name : clipsFolders(options)) {
        Path folder = options.folder().resolve(name);
        boolean unmade = !Files.exists(folder) && !isOpen(options.folder());
        if (!unmade && isOpen(folder) && hold.clipsFolders.add(identity(folder))) {
          hold.add(Hold.clips(folder, holder));
        }
      }
      return hold;
    } catch (HeldException | IOException | RuntimeException e) {
      try {
        hold.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Whether somebody could write there. */
  private static boolean isOpen(Path folder) {
    return !Files.exists(folder) || Files.isWritable(folder);
  }

  private static Object identity(Path folder) throws IOException {
    FileIdentity identity = FileIdentity.of(folder);
    return identity.key().orElse(identity.real());
  }

  /** Below the corpus folder. */
  private static Set<String> clipsFolders(RunOptions options) {
    Set<String> names = new TreeSet<>();
    for (String name : ManifestReader.clipsFolders(options.manifest())) {
      if (name.equals(options.manifest().clipsSubdir())
          || Files.isDirectory(options.folder().resolve(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private void add(Hold hold) {
    holds.add(hold);
    closer.register(hold::close);
  }

  /**
   * Refuses rows whose clips lie in a folder that another run holds as its own, deeper than the
   * folders held here.
   *
   * @throws HeldException if there is one
   * @throws IOException if it cannot be told
   */
  public void refuseShared(RunOptions options, Manifest manifest)
      throws HeldException, IOException {
    Set<Path> looked = new HashSet<>();
    for (ManifestRow row : manifest.rows()) {
      Path folder = row.clip().in(options.folder()).resolveSibling("");
      if (looked.add(folder) && Files.isDirectory(folder)) {
        if (!clipsFolders.contains(identity(folder))) {
          Hold.refuseHeld(folder, "clips of this run are in " + folder);
        }
      }
    }
  }

  /**
   * Whether all is still held: a lock file that was deleted, or made anew, lets another run in.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  void check() throws IOException {
    for (Hold hold : holds) {
      hold.check();
    }
  }

  /** Gives all up. */
  @Override
  public void close() throws IOException {
    closer.close();
  }
}
