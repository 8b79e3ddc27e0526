package org.mosingest.cli.view;

import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * The few colours there are, or none.
 *
 * @param colours whether there are any
 */
public record Palette(boolean colours) {

  /** Text as it is. */
  public static final Palette PLAIN = new Palette(false);

  /** Colours on a terminal, unless its user does not want them: see no-color.org. */
  public static Palette on(boolean terminal, Map<String, String> environment) {
    return new Palette(
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"));
  }

  AttributedString plain(String text) {
    return new AttributedString(text);
  }

  AttributedString strong(String text) {
    return styled(text, AttributedStyle.BOLD);
  }

  AttributedString faint(String text) {
    return styled(text, AttributedStyle.DEFAULT.faint());
  }

  AttributedString good(String text) {
    return styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
  }

  AttributedString warning(String text) {
    return styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW));
  }

  AttributedString bad(String text) {
    return styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
  }

  /** A run's state by how glad it makes. */
  AttributedString state(String state) {
    return switch (state) {
      case "running", "completed" -> good(state);
      case "paused", "interrupted" -> warning(state);
      case "failed" -> bad(state);
      default -> plain(state);
    };
  }

  /** The text with its colours as a terminal takes them, or just the text. */
  String written(AttributedString text) {
    return colours ? text.toAnsi() : text.toString();
  }

  private AttributedString styled(String text, AttributedStyle style) {
    return colours ? new AttributedString(text, style) : new AttributedString(text);
  }
}
