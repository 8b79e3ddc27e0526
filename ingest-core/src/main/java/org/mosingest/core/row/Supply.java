package org.mosingest.core.row;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a manifest says of fetching a clip beside its URL.
 *
 * @param mirrors further URLs of the same bytes, as the manifest gives them, in the order in which
 *     they are to be tried; none of them empty
 * @param sha256 the SHA-256 that the bytes have, in small hexadecimal digits; empty if not said
 * @param md5 their MD5 (RFC 1321), likewise
 * @param size how many they are; -1 if not said
 */
public record Supply(List<String> mirrors, String sha256, String md5, long size) {

  private static final Pattern SHA256 = Pattern.compile("([0-9a-f]{64})?");
  private static final Pattern MD5 = Pattern.compile("([0-9a-f]{32})?");

  /** Nothing is said. */
  public static final Supply NONE = new Supply(List.of(), "", "", -1);

  public Supply {
    mirrors = List.copyOf(mirrors);
    if (!SHA256.matcher(sha256).matches() || !MD5.matcher(md5).matches() || size < -1) {
      throw new IllegalArgumentException("no sum or size of a clip");
    }
  }

  /** Whether a sum or a size is expected of the bytes. */
  public boolean isChecked() {
    return !sha256.isEmpty() || !md5.isEmpty() || size >= 0;
  }
}
