package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.archive.Archives;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broken clips that go aside, so that they are fetched again: each once in a run. Safe for many
 * threads.
 */
public final class BrokenClips {

  private static final Logger LOG = LoggerFactory.getLogger(BrokenClips.class);

  /** What the name of a clip that went aside ends in. */
  private static final String ASIDE = "broken";

  private final Path folder;
  private final Archives archives;
  private final Optional<ReasonPattern> which;
  private final Set<String> refetched = ConcurrentHashMap.newKeySet();

  BrokenClips(RunOptions options, Archives archives) {
    this.archives = archives;
    this.folder = options.folder();
    this.which = options.redo().refetchBroken();
  }

  /**
   * What comes of a clip that is found in its place.
   *
   * @param fetched whether an earlier run is known to have fetched it
   * @param lookAgain looks at its place once more
   */
  ClipReading.Changed unlessRefetched(Clip clip, boolean fetched, ClipReading.Changed lookAgain) {
    return new ClipReading.Changed() {
      @Override
      public void lookAgain() throws IOException {
        lookAgain.lookAgain();
      }

      @Override
      public boolean isRefetched(Reason reason) throws IOException {
        return fetched && isSetAside(clip, reason);
      }
    };
  }

  private boolean isSetAside(Clip clip, Reason reason) throws IOException {
    return which.filter(pattern -> pattern.finds(reason.text())).isPresent()
        && refetched.add(clip.progressKey())
        && setAside(folder, clip, archives);
  }

  /**
   * The same, whatever its reason.
   *
   * @param folder the corpus's
   * @param progress says whether the clip was downloaded
   * @return whether it is gone from its place
   * @throws IOException if it cannot be renamed
   */
  public static boolean setAside(Path folder, Clip clip, DownloadProgress progress)
      throws IOException {
    return progress.isDone(clip) && setAside(folder, clip, Archives.NONE);
  }

  /** What is no file of the corpus's own, or could not be fetched, stays. */
  private static boolean setAside(Path folder, Clip clip, Archives archives) throws IOException {
    Path file = clip.in(folder);
    ClipSource source = ClipSource.of(clip, archives);
    boolean canBeFetched = source instanceof ClipSource.Web || source instanceof ClipSource.Member;
    if (!canBeFetched
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !file.toRealPath().startsWith(folder.resolve(clip.folder()).toRealPath())) {
      return false;
    }
    try {
      Path aside = DurableFiles.setAside(file, ASIDE);
      LOG.info("{} is broken: kept as {}, fetching it again", clip.name(), aside.getFileName());
      return true;
    } catch (FileSystemException e) {
      throw new IOException(
          "cannot rename "
              + file
              + " to "
              + file.getFileName()
              + "."
              + ASIDE
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
