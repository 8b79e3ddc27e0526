package org.mosingest.daemon.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What outputs hold so far, read from the files themselves: a run is not slowed down by anybody who
 * looks, and after a restart the same is found again. Of a file that was read before only what was
 * added since is read.
 *
 * <p>Safe for many threads. A bounded number of outputs is remembered, those asked for last.
 */
public final class OutputTallies {

  /** Some ten thousand rows: a tenth of a second's work at most for one question. */
  private static final int USUAL_SLICE = 8 << 20;

  private static final int MOST_KEPT = 16;

  /** As many as are told apart; the rest is summed up. */
  private static final int MOST_CATEGORIES = 12;

  private final int slice;
  private final Map<Path, OutputTally> tallies =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, OutputTally> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Nothing is read yet. */
  public OutputTallies() {
    this(USUAL_SLICE);
  }

  OutputTallies(int slice) {
    this.slice = slice;
  }

  /**
   * Reads on in an output, a bounded piece, and tells what it holds up to there. Who wants it whole
   * asks until it is.
   *
   * @return empty if there is no such file
   * @throws IOException if it cannot be read
   */
  public Optional<ContentSoFar> of(Path output) throws IOException {
    OutputTally tally;
    synchronized (tallies) {
      tally = tallies.computeIfAbsent(output, OutputTally::new);
    }
    return tally.readOn(slice, MOST_CATEGORIES);
  }
}
