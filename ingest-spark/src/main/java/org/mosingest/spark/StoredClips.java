package org.mosingest.spark;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.mosingest.core.clip.ClipFile;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.MachineFaultException;

/**
 * The clips of a corpus in a Hadoop file system, as the driver sees them: listed once when the run
 * begins, and from then on as its tasks say. A clip is asked for by itself only if its place is not
 * what it was. Safe for many threads.
 */
final class StoredClips implements ClipStore, Sights {

  /** More than a run has under way at a time. */
  private static final int MOST_SEEN = 65_536;

  private final HadoopClips store;
  private final Listing listing;
  private final Cache<String, ClipStamp> seen =
      CacheBuilder.newBuilder().maximumSize(MOST_SEEN).build();

  /** Paths of which the list is no longer true. */
  private final Set<String> outdated = ConcurrentHashMap.newKeySet();

  private StoredClips(HadoopClips store, Listing listing) {
    this.store = store;
    this.listing = listing;
  }

  /**
   * Lists the folders.
   *
   * @throws MachineFaultException if one cannot be listed
   */
  static StoredClips list(HadoopClips store, Set<String> folders) throws MachineFaultException {
    Listing listing = new Listing();
    for (String folder : folders) {
      store.list(folder, listing::add);
    }
    return new StoredClips(store, listing);
  }

  /** How many files were there. */
  int listed() {
    return listing.files();
  }

  @Override
  public ClipFile look(Clip clip, Path file) throws IOException {
    String path = clip.pathBelowCorpus();
    if (outdated.contains(path)) {
      try {
        return store
            .status(clip)
            .map(status -> status.isFile() ? ClipFile.REGULAR : ClipFile.FOLDER)
            .orElse(ClipFile.ABSENT);
      } catch (MachineFaultException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return seen.getIfPresent(path) != null || listing.find(path).isPresent()
        ? ClipFile.REGULAR
        : ClipFile.ABSENT;
  }

  @Override
  public Optional<ClipStamp> stamp(Clip clip, Path file) {
    String path = clip.pathBelowCorpus();
    Optional<ClipStamp> known = Optional.ofNullable(seen.getIfPresent(path));
    if (known.isPresent()) {
      return known;
    }
    return outdated.contains(path) ? asked(clip) : listing.find(path);
  }

  private Optional<ClipStamp> asked(Clip clip) {
    try {
      Optional<FileStatus> status = store.status(clip);
      return status.flatMap(HadoopClips::stamp);
    } catch (MachineFaultException e) {
      // Who reads it is told better.
      return Optional.empty();
    }
  }

  @Override
  public void seen(Clip clip, Optional<ClipStamp> stamp) {
    String path = clip.pathBelowCorpus();
    stamp.ifPresent(now -> seen.put(path, now));
    Optional<ClipStamp> listed = listing.find(path);
    if (listed.isPresent() && !listed.equals(stamp)) {
      boolean _ = outdated.add(path);
    }
  }

  @Override
  public void lookAgain(Clip clip) {
    String path = clip.pathBelowCorpus();
    seen.invalidate(path);
    boolean _ = outdated.add(path);
  }

  /** Nothing is written into a place from this machine. */
  @Override
  public void check(Clip clip, Path file) {}
}
