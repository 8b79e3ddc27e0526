package org.mosingest.core.profile;

import java.util.List;

/**
 * Under which headers a CSV may carry what helps to fetch a clip and to know it, in order of
 * preference.
 *
 * @param mirrors further URLs; all columns with a value count, in this order
 * @param sha256 the SHA-256 of its bytes
 * @param md5 the MD5 of its bytes
 * @param size how many bytes it has
 */
public record SupplyAliases(
    List<String> mirrors, List<String> sha256, List<String> md5, List<String> size) {

  /** Those of tables that declare none. */
  public static final SupplyAliases USUAL =
      new SupplyAliases(
          List.of("mirror_url", "backup_url", "url2", "url3"),
          List.of("sha256"),
          List.of("md5"),
          List.of("size"));

  public SupplyAliases {
    mirrors = List.copyOf(mirrors);
    sha256 = List.copyOf(sha256);
    md5 = List.copyOf(md5);
    size = List.copyOf(size);
  }
}
