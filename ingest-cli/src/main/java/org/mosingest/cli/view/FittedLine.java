package org.mosingest.cli.view;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Lines that fit. */
final class FittedLine {

  private static final String SEPARATOR = " · ";

  private FittedLine() {}

  /** The text, cut to a width with an ellipsis. */
  static AttributedString cut(AttributedString text, int width) {
    if (text.columnLength() <= width) {
      return text;
    }
    return width <= 0
        ? AttributedString.EMPTY
        : new AttributedStringBuilder()
            .append(text.columnSubSequence(0, width - 1))
            .append("…")
            .toAttributedString();
  }

  /**
   * As many of the parts as fit in a width, with dots between them; the first always stands, cut if
   * need be.
   */
  static AttributedString joined(int width, List<AttributedString> parts) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (AttributedString part : parts) {
      if (part.length() == 0) {
        continue;
      }
      if (line.length() == 0) {
        line.append(cut(part, width));
      } else if (line.columnLength() + SEPARATOR.length() + part.columnLength() <= width) {
        line.append(SEPARATOR).append(part);
      } else {
        break;
      }
    }
    return line.toAttributedString();
  }
}
