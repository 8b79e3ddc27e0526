package org.mosingest.cli.storm;

import java.nio.file.Path;
import org.mosingest.core.testkit.Change;

/** Where a process is killed. */
enum KillPoint {
  /** Half of what came from the network is in the part. */
  DOWNLOAD(How.TORN) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Write && ends(change.path(), ".part");
    }
  },
  /** A part is there, and what is known of it is not noted yet. */
  PART_RECORD(How.BEFORE) {
    @Override
    boolean matches(Change change) {
      return (change instanceof Change.Mark && ends(change.path(), ".part"))
          || (change instanceof Change.Move && ends(change.path(), ".part.json.tmp"));
    }
  },
  /** The clip is whole and synced. */
  SYNC_TO_RENAME(How.BEFORE) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Move && ends(change.path(), ".part");
    }
  },
  /** The clip has its name, its folder is not synced. */
  RENAME_TO_FOLDER_SYNC(How.AFTER) {
    @Override
    boolean matches(Change change) {
      return SYNC_TO_RENAME.matches(change);
    }
  },
  /** Half of a new download progress is written. */
  STATE_FLUSH(How.TORN) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Write && ends(change.path(), ".download-progress.json.tmp");
    }
  },
  /** A new download progress is there, its journal is still the old one's. */
  STATE_FLUSHED(How.AFTER) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Move && ends(change.path(), ".download-progress.json.tmp");
    }
  },
  /** Half of a decision is in the journal. */
  JOURNAL_APPEND(How.TORN) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Write && ends(change.path(), ".journal");
    }
  },
  /** Half of what was to be appended is in the output. */
  ROW_APPEND(How.TORN) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Write && ends(change.path(), ".jsonl");
    }
  },
  /** The sidecar of a run that has ended is written and not in its place yet. */
  REPLAY_MANIFEST(How.BEFORE) {
    @Override
    boolean matches(Change change) {
      return change instanceof Change.Move && ends(change.path(), ".manifest.json.tmp");
    }
  },
  /** While it puts in order what the one before it left: at one of its first changes. */
  RECOVERY(How.BEFORE) {
    @Override
    boolean matches(Change change) {
      return true;
    }
  },
  /** After a signal that asks it to end: at one of the changes that it makes then. */
  SHUTDOWN(How.BEFORE) {
    @Override
    boolean matches(Change change) {
      return true;
    }
  },
  /** While ffprobe looks at a clip. */
  PROBE(How.FROM_OUTSIDE),
  /** When the service's database grows. */
  STORE(How.FROM_OUTSIDE),
  /** At any time. */
  ANY(How.FROM_OUTSIDE);

  /** In which state of a change the process is killed. */
  enum How {
    BEFORE,
    TORN,
    AFTER,
    /** The process itself does not know of it. */
    FROM_OUTSIDE
  }

  private final How how;

  KillPoint(How how) {
    this.how = how;
  }

  How how() {
    return how;
  }

  /** Whether a change is one at which a process may be killed. */
  boolean matches(Change change) {
    throw new IllegalStateException(this + " is no change of the disk, as " + change + " is");
  }

  private static boolean ends(Path path, String ending) {
    return path.toString().endsWith(ending);
  }
}
