package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.failures.BadPatternException;

/**
 * A text with places for values of a row: <code>{resolution}</code>, or <code>{resolution:[0-9]+}
 * </code> for the part of it that an expression finds.
 *
 * @param text as written
 * @param pieces its literal texts and places, in order
 */
public record CellTemplate(String text, List<Piece> pieces) {

  /** A part of a template. */
  public sealed interface Piece {
    /** A text as it is. */
    record Literal(String text) implements Piece {}

    /** The place of a value. */
    record Place(String name, Optional<NamePattern> taken) implements Piece {}
  }

  public CellTemplate {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a template.
   *
   * @throws BadPatternException if a brace is not closed, a place has no name, or its expression is
   *     none
   */
  public static CellTemplate of(String text) throws BadPatternException {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        break;
      }
      int close = closing(text, open);
      if (open > at) {
        pieces.add(new Piece.Literal(text.substring(at, open)));
      }
      pieces.add(place(text.substring(open + 1, close)));
      at = close + 1;
    }
    if (at < text.length()) {
      pieces.add(new Piece.Literal(text.substring(at)));
    }
    return new CellTemplate(text, pieces);
  }

  /** An expression may have braces of its own, in pairs. */
  private static int closing(String text, int open) throws BadPatternException {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    throw new BadPatternException("a '{' is not closed");
  }

  private static Piece place(String inner) throws BadPatternException {
    int colon = inner.indexOf(':');
    String name = colon < 0 ? inner : inner.substring(0, colon);
    if (name.isBlank()) {
      throw new BadPatternException("'{" + inner + "}' names no column");
    }
    return new Piece.Place(
        name,
        colon < 0 ? Optional.empty() : Optional.of(NamePattern.of(inner.substring(colon + 1))));
  }

  /** The names of its places. */
  public List<String> places() {
    return pieces.stream()
        .filter(Piece.Place.class::isInstance)
        .map(piece -> ((Piece.Place) piece).name())
        .toList();
  }

  /**
   * The text with the values in their places.
   *
   * @param values the value of a name; empty if there is none
   * @return empty if a value is missing
   */
  public Optional<String> filled(Function<String, String> values) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(String literal) -> filled.append(literal);
        case Piece.Place(String name, Optional<NamePattern> taken) -> {
          String whole = values.apply(name);
          String value = taken.map(pattern -> pattern.firstGroup(whole).orElse("")).orElse(whole);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          filled.append(value);
        }
      }
    }
    return Optional.of(filled.toString());
  }

  /**
   * As {@link #filled}, with what must not stand in a URL's path written as {@code %xx}; a value's
   * slashes stay.
   */
  public Optional<String> url(Function<String, String> values) {
    return filled(name -> encoded(values.apply(name)));
  }

  private static String encoded(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (byte b : value.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
