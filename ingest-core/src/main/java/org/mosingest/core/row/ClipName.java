package org.mosingest.core.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The name of a clip as a manifest gives it: one or more path segments joined by {@code /},
 * relative to the folder that holds the clips, and certain to stay inside it. Never empty, never
 * absolute, without {@code .} or {@code ..} segments and without control characters.
 *
 * @param value the segments joined by {@code /}; at most 255 bytes of UTF-8 each and 768 in all
 */
public record ClipName(String value) implements NameVerdict {

  /** The longest file name that Linux and macOS file systems take, in bytes. */
  private static final int MAX_SEGMENT_BYTES = 255;

  /**
   * The longest name of all segments together, in bytes: what macOS takes as a whole path is 1024,
   * and the corpus folder and an unfinished download's ending need room too.
   */
  private static final int MAX_BYTES = 768;

  private static final String DEFAULT_SUFFIX = ".mp4";

  public ClipName {
    if (!(check(value) instanceof Checked.Fine(var normal) && normal.equals(value))) {
      throw new IllegalArgumentException("not a safe clip name: " + Text.printable(value));
    }
  }

  /**
   * Judges a manifest's name. A name without a dot gets {@code .mp4}.
   *
   * @param raw the cell's text, without surrounding blanks
   */
  public static NameVerdict parse(String raw) {
    boolean bare = raw.indexOf('.') < 0 && !raw.isEmpty() && !raw.endsWith("/");
    String named = bare ? raw + DEFAULT_SUFFIX : raw;
    return switch (check(named)) {
      case Checked.Fine(var normal) -> new ClipName(normal);
      case Checked.Bad(var why) -> new Refused(why + ": " + Text.printable(raw));
    };
  }

  /** The last segment: the bare file name. */
  public String baseName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /**
   * Fit for a log line: a name may hold what breaks lines or turns text around, and {@link
   * #value()} has it.
   */
  @Override
  public String toString() {
    return Text.printable(value);
  }

  private sealed interface Checked {
    record Fine(String normal) implements Checked {}

    record Bad(String why) implements Checked {}
  }

  /** Whether a name is of ASCII letters and digits with an ending: most are, and cannot be bad. */
  private static boolean isPlain(String name) {
    if (name.length() > MAX_SEGMENT_BYTES) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || (c == '.' && i > 0);
      if (!plain) {
        return false;
      }
    }
    return !name.isEmpty() && KeptNames.keptFor(name).isEmpty();
  }

  private static Checked check(String name) {
    if (isPlain(name)) {
      return new Checked.Fine(name);
    }
    if (name.isEmpty()) {
      return new Checked.Bad("the name is empty");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      return new Checked.Bad("the name contains a control character");
    }
    if (!UTF_8.newEncoder().canEncode(name)) {
      return new Checked.Bad("the name is not valid Unicode");
    }
    if (name.startsWith("/")) {
      return new Checked.Bad("the name is absolute");
    }
    if (name.endsWith("/")) {
      return new Checked.Bad("the name is that of a folder");
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : name.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> {
          if (segments.pollLast() == null) {
            return new Checked.Bad("the name climbs out of the clips folder");
          }
        }
        default -> segments.addLast(segment);
      }
    }
    String last = segments.peekLast();
    if (last == null || name.endsWith("/.") || name.endsWith("/..")) {
      return new Checked.Bad("the name is that of a folder");
    }
    for (String segment : segments) {
      if (segment.getBytes(UTF_8).length > MAX_SEGMENT_BYTES) {
        return new Checked.Bad("the name is longer than " + MAX_SEGMENT_BYTES + " bytes");
      }
      Optional<String> kept = KeptNames.keptFor(segment);
      if (kept.isPresent()) {
        return new Checked.Bad("the name is reserved for " + kept.get());
      }
    }
    String normal = String.join("/", segments);
    if (normal.getBytes(UTF_8).length > MAX_BYTES) {
      return new Checked.Bad("the path is longer than " + MAX_BYTES + " bytes");
    }
    try {
      var _ = Path.of(normal);
    } catch (InvalidPathException e) {
      // With LANG=C the platform cannot name files outside ASCII: better a refused row than a run
      // that ends there.
      return new Checked.Bad(
          "the name does not exist in this system's character set; a UTF-8 locale may help");
    }
    return new Checked.Fine(normal);
  }
}
