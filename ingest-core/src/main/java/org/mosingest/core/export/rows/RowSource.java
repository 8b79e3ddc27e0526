package org.mosingest.core.export.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.export.file.StagedFile;
import org.mosingest.core.jsonl.JsonlRows;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Sha256;

/** The outputs that are exported, read one after the other as often as need be. */
public final class RowSource {

  private final List<Path> inputs;
  private final List<Sha256> hashes = new ArrayList<>();

  /**
   * The source.
   *
   * @throws IOException if a file cannot be read
   */
  public RowSource(List<Path> inputs) throws IOException {
    this.inputs = List.copyOf(inputs);
    for (Path input : inputs) {
      hashes.add(StagedFile.hash(input));
    }
  }

  /** Takes one row after the other. */
  public interface Taker {
    /**
     * The next row.
     *
     * @param line where it stands; its index is its place among all rows, from 0
     */
    void take(RowLine line, CorpusRow row) throws IOException, RefusedExportException;
  }

  /**
   * Reads all rows.
   *
   * @return how many lines hold something and are no row
   */
  public long read(Taker taker) throws IOException, RefusedExportException {
    long[] strange = new long[1];
    int[] index = new int[1];
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      JsonlRows.Lines lines =
          new JsonlRows.Lines() {
            @Override
            public void row(long line, CorpusRow row) {
              throw new IllegalStateException("rows come with their places");
            }

            @Override
            public void row(long line, CorpusRow row, long offset, int length) {
              try {
                taker.take(new RowLine(index[0]++, input, offset, length), row);
              } catch (IOException | RefusedExportException e) {
                throw new Carried(e);
              }
            }

            @Override
            public void strange(long line, boolean ended) {
              strange[0]++;
            }
          };
      try {
        JsonlRows.read(inputs.get(i), lines);
      } catch (Carried e) {
        throw e.unpacked();
      }
    }
    return strange[0];
  }

  /**
   * Makes sure that what was read is what is still there.
   *
   * @throws RefusedExportException if it is not
   */
  public void requireUnchanged() throws IOException, RefusedExportException {
    for (int i = 0; i < inputs.size(); i++) {
      if (!StagedFile.hash(inputs.get(i)).equals(hashes.get(i))) {
        throw changed(inputs.get(i));
      }
    }
  }

  /** What to say of a file that changed. */
  public static RefusedExportException changed(Path input) {
    return new RefusedExportException(
        input + " changed while it was exported; nothing was published",
        "wait for the run that writes to it, then export again");
  }

  /** The outputs, in the order in which they are read. */
  public List<Path> inputs() {
    return inputs;
  }

  /** The hash of each, as it was at the beginning. */
  public List<Sha256> hashes() {
    return List.copyOf(hashes);
  }

  /** A checked exception on its way through a reader that knows none. */
  private static final class Carried extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Carried(Exception cause) {
      super(cause);
    }

    RefusedExportException unpacked() throws IOException {
      if (getCause() instanceof RefusedExportException refused) {
        return refused;
      }
      throw getCause() instanceof IOException fault ? fault : new IOException(getCause());
    }
  }
}
