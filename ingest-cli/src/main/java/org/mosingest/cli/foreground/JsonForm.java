package org.mosingest.cli.foreground;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a run prints on stdout. */
public enum JsonForm {
  /** Nothing. */
  NONE,
  /** The final counters, one object. */
  END,
  /** Its progress too, an object a line. */
  STREAM;

  /**
   * The form that {@code --json} asks for: {@link #END} without a value. A configuration file and
   * the environment say true or false, as for a flag.
   */
  public static final class Choice implements ITypeConverter<JsonForm> {
    @Override
    public JsonForm convert(String text) {
      return switch (text) {
        case "", "true" -> END;
        case "false" -> NONE;
        case "stream" -> STREAM;
        default -> throw new TypeConversionException("'" + text + "' is not stream");
      };
    }
  }
}
