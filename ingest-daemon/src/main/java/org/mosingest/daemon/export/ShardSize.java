package org.mosingest.daemon.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.export.shard.ShardOptions;
import org.mosingest.core.row.Text;

/** What a shard may hold, as it is given. */
final class ShardSize {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMGT]?)");

  private ShardSize() {}

  /**
   * The size in bytes: a whole number of bytes, or of KiB, MiB, GiB or TiB with a letter after it.
   *
   * @param text empty for the usual size
   * @throws IllegalArgumentException if it is none
   */
  static long of(String text) {
    if (text.isEmpty()) {
      return ShardOptions.USUAL_SIZE;
    }
    Matcher size = SIZE.matcher(text);
    if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
      throw new IllegalArgumentException(
          "a shard's size is a size such as 1G or 500M, not '" + Text.printable(text) + "'");
    }
    int power = size.group(2).isEmpty() ? 0 : "KMGT".indexOf(size.group(2)) + 1;
    return Long.parseLong(size.group(1)) << (10 * power);
  }
}
