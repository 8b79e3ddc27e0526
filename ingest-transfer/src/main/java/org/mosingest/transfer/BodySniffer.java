package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells from a body's first bytes what is certainly no video: error pages, login forms, playlists,
 * still pictures. It judges bytes, not the {@code Content-Type}: servers send videos as {@code
 * text/html} and error pages as {@code video/mp4}.
 */
final class BodySniffer {

  /** How many bytes it wants to see. */
  static final int WANTED = 512;

  private static final List<String> MARKUP =
      List.of("<!doctype html", "<html", "<head", "<body", "<script", "<title", "<!--");
  private static final List<String> PLAYLISTS = List.of("#extm3u", "ffconcat", "[playlist]");

  /**
   * Major brands of files that have the boxes of an MP4 and hold one picture: AVIF and HEIF
   * (ISO/IEC 23008-12).
   */
  private static final List<String> STILL_BRANDS = List.of("avif", "heic", "heix", "mif1");

  private BodySniffer() {}

  /**
   * Judges the first bytes.
   *
   * @param head the body's first bytes: {@link #WANTED}, or all there are
   * @return what it is instead of a video; empty if it may be one
   */
  static Optional<String> notAVideo(byte[] head, int count) {
    String latin = new String(head, 0, count, ISO_8859_1);
    Optional<String> known = magic(latin);
    if (known.isPresent() || isContainer(latin)) {
      return known;
    }
    String start =
        latin
            .replaceFirst("^(?:\u00ef\u00bb\u00bf)?\\s+|^\u00ef\u00bb\u00bf", "")
            .toLowerCase(Locale.ROOT);
    if (MARKUP.stream().anyMatch(start::startsWith)) {
      return Optional.of("an HTML page");
    }
    if (start.startsWith("<?xml") || start.startsWith("<svg")) {
      return Optional.of("an XML document");
    }
    if (PLAYLISTS.stream().anyMatch(start::startsWith)) {
      return Optional.of("a playlist");
    }
    // YUV4MPEG2 begins with text, and grey pixels look like letters.
    if (latin.startsWith("YUV4MPEG2") || !isText(head, count)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (start.isEmpty() ? ' ' : start.charAt(0)) {
          case '{', '[' -> "a JSON document";
          case '<' -> "an XML document";
          default -> "text";
        });
  }

  /** Nearly all clips: MP4 and its kin, Matroska and WebM. */
  private static boolean isContainer(String latin) {
    return latin.startsWith("ftyp", 4) || latin.startsWith("\u001aE\u00df\u00a3");
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
    if (latin.startsWith("ftyp", 4)
        && STILL_BRANDS.stream().anyMatch(brand -> latin.startsWith(brand, 8))) {
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

  /**
   * Valid UTF-8 without control characters, with a blank somewhere or short: raw grey pixels have
   * none.
   */
  private static boolean isText(byte[] head, int count) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(count);
    // Not the end of input: a character that is cut at the edge is no fault.
    if (decoder.decode(ByteBuffer.wrap(head, 0, count), text, false).isError()) {
      return false;
    }
    text.flip();
    boolean clean = text.chars().allMatch(c -> !Character.isISOControl(c) || isBlank(c));
    return clean && (count < WANTED || text.chars().anyMatch(BodySniffer::isBlank));
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }
}
