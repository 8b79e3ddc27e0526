package org.mosingest.daemon.known;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonKind;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory in an SQLite database. Everything goes straight to the database's own cache, in a
 * transaction that is committed after a thousand clips or a second, so that no clip waits for a
 * disk and nothing piles up here.
 *
 * <p>Safe for many threads. The lock is held over the database's work, some microseconds for a
 * clip: there is one connection.
 */
public final class ClipMemory implements KnownClips {

  private static final Logger LOG = LoggerFactory.getLogger(ClipMemory.class);

  private static final int MOST_UNCOMMITTED = 1_000;

  private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private final Trust trust;
  private final BiFunction<Clip, Path, Optional<ClipStamp>> stamps;

  /** A moment that by the corpus's file system has passed. */
  private volatile long nowNs = Long.MIN_VALUE;

  /** Null, as the next one is, where there is no memory any more. */
  @GuardedBy("lock")
  private @Nullable Connection connection;

  @GuardedBy("lock")
  private @Nullable ClipRows rows;

  @GuardedBy("lock")
  private @Nullable OpenedFile opened;

  @GuardedBy("lock")
  private int uncommitted;

  @GuardedBy("lock")
  private long lastCommit = System.nanoTime();

  private ClipMemory(Path file, Trust trust, BiFunction<Clip, Path, Optional<ClipStamp>> stamps) {
    this.file = file;
    this.trust = trust;
    this.stamps = stamps;
  }

  /**
   * The memory of a corpus that the caller holds; made if there is none. One that cannot be used is
   * set aside as {@code .known-clips.db.unreadable}, and a new one begun.
   *
   * @param engine what this run probes with: what another engine or version found is not believed
   */
  public static ClipMemory open(Path corpusFolder, ProbeEngine engine, Trust trust) {
    return at(
        corpusFolder.resolve(FILE_NAME), engine, trust, (_, clipFile) -> ClipStamp.of(clipFile));
  }

  /**
   * The same in a file elsewhere, for a corpus that is only read.
   *
   * @param stamps gives the stamp of a clip, where its place is in the corpus folder
   */
  public static ClipMemory at(
      Path file,
      ProbeEngine engine,
      Trust trust,
      BiFunction<Clip, Path, Optional<ClipStamp>> stamps) {
    ClipMemory memory = new ClipMemory(file, trust, stamps);
    // Elsewhere SQLite cannot follow.
    if (file.getFileSystem().equals(FileSystems.getDefault())) {
      memory.begin(engine);
    }
    return memory;
  }

  private void begin(ProbeEngine engine) {
    lock.lock();
    try {
      connection = MemoryFile.open(file);
      rows = ClipRows.of(connection, engine);
      opened = OpenedFile.at("the cache of known clips", file);
      commit();
    } catch (SQLException | IOException e) {
      giveUp(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Sighting sight(Clip clip, Path file) {
    if (nowNs == Long.MIN_VALUE) {
      return Sighting.BLANK;
    }
    Optional<ClipStamp> stamp = stamps.apply(clip, file);
    if (stamp.isEmpty()) {
      return Sighting.BLANK;
    }
    return new Sighting(stamp.filter(s -> s.showsEveryChange(nowNs)), believed(clip, stamp.get()));
  }

  private Optional<KnownClip> believed(Clip clip, ClipStamp stamp) {
    if (trust == Trust.NOTHING) {
      return Optional.empty();
    }
    Optional<KnownClip> found = find(clip, stamp);
    return trust == Trust.ALL_BUT_BROKEN
            && found.flatMap(KnownClip::probed).orElse(null) instanceof ProbeOutcome.Broken
        ? Optional.empty()
        : found;
  }

  private Optional<KnownClip> find(Clip clip, ClipStamp stamp) {
    lock.lock();
    try {
      return rows == null ? Optional.empty() : rows.find(clip.pathBelowCorpus(), stamp);
    } catch (SQLException e) {
      giveUp(e);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remember(Clip clip, Path file, Sighting sighting, KnownClip learnt) {
    if (sighting.stamp().isEmpty() || !stamps.apply(clip, file).equals(sighting.stamp())) {
      return;
    }
    lock.lock();
    try {
      if (rows != null) {
        rows.put(clip.pathBelowCorpus(), sighting.stamp().get(), lasting(learnt));
        uncommitted++;
        if (uncommitted >= MOST_UNCOMMITTED || System.nanoTime() - lastCommit > COMMIT_NANOS) {
          commit();
        }
      }
    } catch (SQLException | IOException e) {
      giveUp(e);
    } finally {
      lock.unlock();
    }
  }

  /** Without the verdict, where that is the moment's rather than the clip's. */
  private static KnownClip lasting(KnownClip learnt) {
    return learnt.probed().orElse(null) instanceof ProbeOutcome.Broken(Reason reason)
            && reason.kind() != ReasonKind.CONTENT
        ? new KnownClip(learnt.content(), Optional.empty())
        : learnt;
  }

  @GuardedBy("lock")
  private void commit() throws SQLException, IOException {
    if (connection != null && opened != null) {
      opened.check();
      connection.commit();
      uncommitted = 0;
      lastCommit = System.nanoTime();
      // Just written: the file system's own clock, which need not be this machine's.
      Path log = file.resolveSibling(file.getFileName() + "-wal");
      nowNs = Files.getLastModifiedTime(log).to(TimeUnit.NANOSECONDS);
    }
  }

  @GuardedBy("lock")
  private void giveUp(Exception why) {
    LOG.warn(
        "the cache of known clips {} cannot be written: {}. The run continues and opens each clip;"
            + " if this happens again, delete that file",
        Text.printable(file.toString()),
        why.getMessage());
    closeQuietly();
    if (why instanceof SQLException e && MemoryFile.isUnusable(e)) {
      try {
        MemoryFile.setAside(file, e);
      } catch (IOException second) {
        LOG.debug("setting aside {}", file, second);
      }
    }
  }

  @GuardedBy("lock")
  private void closeQuietly() {
    nowNs = Long.MIN_VALUE;
    try {
      if (rows != null) {
        rows.close();
      }
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("closing {}", file, e);
    }
    rows = null;
    connection = null;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      commit();
      closeQuietly();
    } catch (SQLException | IOException e) {
      giveUp(e);
    } finally {
      lock.unlock();
    }
  }
}
