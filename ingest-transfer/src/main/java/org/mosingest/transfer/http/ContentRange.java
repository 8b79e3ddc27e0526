package org.mosingest.transfer.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code Content-Range} in bytes (RFC 9110 section 14.4). */
public sealed interface ContentRange {

  /**
   * Of a 206: bytes {@code first} to {@code last}, both included; {@code total} is -1 where the
   * server wrote {@code *}.
   */
  record Span(long first, long last, long total) implements ContentRange {}

  /** Of a 416: no such bytes, there are {@code total} in all. */
  record Unsatisfied(long total) implements ContentRange {}

  Pattern FORM =
      Pattern.compile("(?i:bytes)\\s+(?:(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)|\\*/(\\d{1,18}))");

  /** Empty if it is no valid range in bytes. */
  static Optional<ContentRange> parse(String field) {
    Matcher m = FORM.matcher(field.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    if (m.group(4) != null) {
      return Optional.of(new Unsatisfied(Long.parseLong(m.group(4))));
    }
    long first = Long.parseLong(m.group(1));
    long last = Long.parseLong(m.group(2));
    long total = m.group(3).equals("*") ? -1 : Long.parseLong(m.group(3));
    if (last < first || (total >= 0 && last >= total)) {
      return Optional.empty();
    }
    return Optional.of(new Span(first, last, total));
  }
}
