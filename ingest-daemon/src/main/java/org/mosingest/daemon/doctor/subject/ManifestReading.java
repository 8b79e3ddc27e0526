package org.mosingest.daemon.doctor.subject;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.ColumnsTaken;
import org.mosingest.core.corpus.FileWitness;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.Oddity;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Text;

/** What came of reading the manifest. */
public sealed interface ManifestReading {

  /** What was found file by file besides the rows. */
  List<FileNotes> files();

  /** It was read. */
  record Read(Manifest manifest, List<FileNotes> files) implements ManifestReading {}

  /** It cannot be read. */
  record Unreadable(BadCorpusException why, List<FileNotes> files) implements ManifestReading {}

  /** What was found in one file. */
  final class FileNotes implements FileWitness {
    private final String file;
    private final List<ColumnsTaken> columns = new ArrayList<>();
    private final Examples.Counter refused = new Examples.Counter();
    private final Examples.Counter ambiguous = new Examples.Counter();
    private final Map<Oddity, Examples.Counter> odd = new EnumMap<>(Oddity.class);

    FileNotes(java.nio.file.Path file) {
      this.file = Text.printable(file.toString());
    }

    /** The file's path, printable. */
    public String file() {
      return file;
    }

    /** Empty if the file was given up before its header was understood. */
    public Optional<ColumnsTaken> taken() {
      return columns.stream().findFirst();
    }

    /** The rows that were not taken, with file and line. */
    public Examples refusedRows() {
      return refused.examples();
    }

    /** What can be understood in more than one way in the header. */
    public Examples ambiguities() {
      return ambiguous.examples();
    }

    /** The rows with something odd, with file and line. */
    public Examples oddRows(Oddity oddity) {
      Examples.Counter counter = odd.get(oddity);
      return counter == null ? Examples.NONE : counter.examples();
    }

    @Override
    public void columns(ColumnsTaken taken) {
      columns.add(taken);
    }

    @Override
    public void ambiguous(String what) {
      ambiguous.add(what);
    }

    @Override
    public void odd(Oddity oddity, long line, String what) {
      odd.computeIfAbsent(oddity, any -> new Examples.Counter())
          .add(file + ":" + line + ": " + what);
    }

    @Override
    public void refused(long line, String why) {
      refused.add(file + ":" + line + ": " + why);
    }

    @Override
    public void end() {
      // What was noted stays.
    }
  }
}
