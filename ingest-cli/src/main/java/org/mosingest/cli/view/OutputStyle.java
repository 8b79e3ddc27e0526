package org.mosingest.cli.view;

import java.util.Map;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * What results are printed on.
 *
 * @param columns its width
 * @param palette its colours
 */
public record OutputStyle(int columns, Palette palette) {

  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;

  /** What stdout leads to: as wide as COLUMNS says, else as the terminal is, else 80. */
  public static OutputStyle of(boolean terminal, Map<String, String> environment) {
    return new OutputStyle(columns(terminal, environment), Palette.on(terminal, environment));
  }

  private static int columns(boolean terminal, Map<String, String> environment) {
    try {
      int asked = Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
      if (asked > 0) {
        return Math.max(FEWEST_COLUMNS, asked);
      }
    } catch (NumberFormatException e) {
      // Not set, or not a width: then the terminal says.
    }
    if (!terminal) {
      return USUAL_COLUMNS;
    }
    try {
      int width = new FfmTerminalProvider().systemStreamWidth(SystemStream.Output);
      return width > 0 ? Math.max(FEWEST_COLUMNS, width) : USUAL_COLUMNS;
    } catch (RuntimeException | LinkageError e) {
      // A terminal that does not tell, or a Java that may not ask.
      return USUAL_COLUMNS;
    }
  }
}
