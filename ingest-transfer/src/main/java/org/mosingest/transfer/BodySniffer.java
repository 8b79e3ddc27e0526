package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges a body by its first bytes: what does not begin as a video container does is none, whatever
 * it is. A {@code Content-Type} refuses nothing that does: servers send videos as {@code text/html}
 * and error pages as {@code video/mp4}. It is a second witness where the bytes are text that begins
 * with a container's letters.
 */
final class BodySniffer {

  /** How many bytes it wants to see. */
  static final int WANTED = 565;

  private static final List<String> MARKUP =
      List.of("<!doctype html", "<html", "<head", "<body", "<script", "<title", "<!--");
  private static final List<String> PLAYLISTS = List.of("#extm3u", "ffconcat", "[playlist]");
  private static final List<String> TEXT_TYPES =
      List.of(
          "text/",
          "application/json",
          "application/xml",
          "application/xhtml",
          "application/javascript");

  private static final Pattern SUFFIXED = Pattern.compile("[^;\\s]{1,200}\\+(?:json|xml)\\b");

  private BodySniffer() {}

  /**
   * Judges the first bytes.
   *
   * @param head the body's first bytes: {@link #WANTED}, or all there are
   * @return what it is instead of a video; empty if it begins as one
   */
  static Optional<String> notAVideo(byte[] head, int count) {
    return notAVideo(head, count, "");
  }

  /**
   * Judges the first bytes.
   *
   * @param contentType what the server calls them; empty if it does not say
   */
  static Optional<String> notAVideo(byte[] head, int count, String contentType) {
    String latin = new String(head, 0, count, ISO_8859_1);
    return switch (ContainerSignature.of(latin)) {
      case SURE -> Optional.empty();
      case LETTERS ->
          isTextType(contentType) && isText(head, count)
              ? Optional.of(name(latin, head, count))
              : Optional.empty();
      case NONE -> Optional.of(name(latin, head, count));
    };
  }

  private static boolean isTextType(String contentType) {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    return TEXT_TYPES.stream().anyMatch(type::startsWith) || SUFFIXED.matcher(type).lookingAt();
  }

  private static String name(String latin, byte[] head, int count) {
    return magic(latin).or(() -> document(latin)).orElseGet(() -> rest(latin, head, count));
  }

  private static Optional<String> document(String latin) {
    String start = trimmed(latin);
    if (MARKUP.stream().anyMatch(start::startsWith)) {
      return Optional.of("an HTML page");
    }
    if (start.startsWith("<?xml") || start.startsWith("<svg")) {
      return Optional.of("an XML document");
    }
    return PLAYLISTS.stream().anyMatch(start::startsWith)
        ? Optional.of("a playlist")
        : Optional.empty();
  }

  private static String rest(String latin, byte[] head, int count) {
    if (latin.chars().allMatch(c -> c == 0)) {
      return "zero bytes";
    }
    if (!isText(head, count)) {
      int shown = Math.min(count, 8);
      return "no video container starts with "
          + HexFormat.ofDelimiter(" ").formatHex(head, 0, shown);
    }
    String start = trimmed(latin);
    return switch (start.isEmpty() ? ' ' : start.charAt(0)) {
      case '{', '[' -> "a JSON document";
      case '<' -> "an XML document";
      default -> "text";
    };
  }

  /** Without a byte order mark and blanks before it, in lower case. */
  private static String trimmed(String latin) {
    return latin
        .replaceFirst("^(?:\u00ef\u00bb\u00bf)?\\s+|^\u00ef\u00bb\u00bf", "")
        .toLowerCase(Locale.ROOT);
  }

  private static Optional<String> magic(String latin) {
    if (latin.startsWith("\u0089PNG")
        || latin.startsWith("GIF8")
        || latin.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("a picture");
    }
    if (latin.startsWith("RIFF") && latin.startsWith("WEBP", 8)) {
      return Optional.of("a picture");
    }
    if (latin.startsWith("II*\0")
        || latin.startsWith("MM\0*")
        || (latin.startsWith("BM") && latin.startsWith("\0\0\0\0", 6))) {
      return Optional.of("a picture");
    }
    if (latin.startsWith("%PDF-")) {
      return Optional.of("a PDF document");
    }
    if (latin.startsWith("PK\u0003\u0004") || latin.startsWith("\u001f\u008b\b")) {
      return Optional.of("an archive");
    }
    if (latin.startsWith("\u00ff\u00fe") || latin.startsWith("\u00fe\u00ff")) {
      return Optional.of("text");
    }
    return Optional.empty();
  }

  /** Valid UTF-8 without control characters. */
  private static boolean isText(byte[] head, int count) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(count);
    // Not the end of input: a character that is cut at the edge is no fault.
    if (decoder.decode(ByteBuffer.wrap(head, 0, count), text, false).isError()) {
      return false;
    }
    text.flip();
    return text.chars().allMatch(c -> !Character.isISOControl(c) || isBlank(c));
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }
}
