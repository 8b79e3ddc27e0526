package org.mosingest.cli.demo;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that a {@code Range} header asks for.
 *
 * @param first the first one's place, from 0
 * @param length how many; 0 for a range that the file does not reach
 */
record ByteRange(long first, long length) {

  private static final Pattern ONE_RANGE =
      Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads a header. Null means that it is to be passed over and the whole file served, which RFC
   * 9110 allows for anything but one well-formed range of bytes.
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    if (header == null) {
      return null;
    }
    Matcher matcher = ONE_RANGE.matcher(header);
    if (!matcher.matches()) {
      return null;
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    if (from.isEmpty()) {
      if (to.isEmpty()) {
        return null;
      }
      long length = Math.min(clamped(to), size);
      return new ByteRange(size - length, length);
    }
    long first = clamped(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : clamped(to);
    if (last < first) {
      return null;
    }
    return first >= size
        ? new ByteRange(first, 0)
        : new ByteRange(first, Math.min(last, size - 1) - first + 1);
  }

  boolean isUnsatisfiable() {
    return length == 0;
  }

  private static long clamped(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }
}
