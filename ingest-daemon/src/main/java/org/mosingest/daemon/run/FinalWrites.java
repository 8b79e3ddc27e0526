package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.machine.PatientWrites;

/**
 * The files that a run writes when it ends. For the thread that executes the run.
 *
 * @param parts of the run, none of which moves any more
 */
record FinalWrites(RunOptions options, Engines engines, RunFiles files, RunParts parts) {

  /** Writes what the next run starts from, however this one has ended. */
  void forNextRun(RunFault fault) {
    // Where there is no room for it, its journal holds the same.
    write(options.progressPath(), files.progress()::flush, fault);
    // Where there is no room for it, the next run knows less of how often and when; what failed
    // is in the progress.
    write(options.failuresOut(), () -> files.failed().write(options.failuresOut()), fault);
  }

  private void write(Path file, PatientWrites.Write what, RunFault fault) {
    try {
      boolean _ = parts.machine().writes().write(file, what);
    } catch (IOException e) {
      fault.met(file, e);
    }
  }

  /**
   * Writes the replay manifest of a run that settled all its rows, and warns of what a user should
   * look at.
   *
   * @return whether it could; false where the run was told to stop while there was no room
   * @throws IOException if it cannot be written for another reason than a full disk
   */
  boolean report(Invocation invocation) throws IOException {
    RunReport report =
        new RunReport(
            options,
            files.inputs(),
            parts.settled().writer().books(),
            parts.settled().writer().lostScores(),
            parts.settled().writer().doubts(),
            parts.watch().hosts().told(),
            engines,
            invocation);
    if (!parts.machine().writes().write(options.manifestOut(), report::write)) {
      return false;
    }
    report.warn();
    return true;
  }
}
