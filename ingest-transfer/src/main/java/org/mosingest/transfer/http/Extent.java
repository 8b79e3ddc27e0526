package org.mosingest.transfer.http;

import java.util.OptionalLong;

/**
 * Which bytes of what a server holds are the clip: all of it, or so many from an offset on, as a
 * member of an archive. Ranges of the clip are ranges of these.
 *
 * @param base the offset of the clip's first byte, not negative
 * @param length how many bytes the clip has; empty where it reaches to the end
 */
public record Extent(long base, OptionalLong length) {

  /** All that the server holds under that URL. */
  public static final Extent WHOLE = new Extent(0, OptionalLong.empty());

  public Extent {
    if (base < 0 || length.orElse(0) < 0) {
      throw new IllegalArgumentException("no extent: " + length + " bytes from " + base);
    }
  }

  /** So many bytes from an offset on. */
  public static Extent of(long base, long length) {
    return new Extent(base, OptionalLong.of(length));
  }

  /**
   * The value of {@code Range} (RFC 9110 section 14.2) that asks for the clip's bytes from one of
   * them on.
   *
   * @param held the offset within the clip
   */
  public String rangeFrom(long held) {
    return "bytes="
        + (base + held)
        + "-"
        + (length.isPresent() ? base + length.getAsLong() - 1 : "");
  }

  /** Whether a reply's range is what was asked for with {@link #rangeFrom}, or its beginning. */
  boolean begins(ContentRange.Span span, long held) {
    return span.first() == base + held
        && (length.isEmpty() || span.last() < base + length.getAsLong());
  }
}
