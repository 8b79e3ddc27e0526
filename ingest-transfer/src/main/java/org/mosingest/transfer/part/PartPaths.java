package org.mosingest.transfer.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import org.mosingest.core.row.Sha256;

/**
 * Where an unfinished download lies: in the clip's own folder, so that a rename makes it the clip.
 *
 * @param part {@code NAME.part}, its bytes
 * @param record {@code NAME.part.json}, what is known of the version they belong to
 * @param temporary {@code NAME.part.json.tmp}, the record while it is written
 * @param unpacked {@code NAME.part.unpacked}, the clip while it is made of a packed part
 */
public record PartPaths(Path part, Path record, Path temporary, Path unpacked) {

  static final String PART = ".part";
  static final String RECORD = ".part.json";
  static final String TEMPORARY = ".part.json.tmp";
  static final String UNPACKED = ".part.unpacked";

  private static final int LONGEST_NAME_BYTES = 255;

  /**
   * The paths of a clip's download. A name that the endings would make too long is replaced by a
   * hash of it.
   */
  public static PartPaths of(Path target) {
    String name = String.valueOf(target.getFileName());
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length + TEMPORARY.length() > LONGEST_NAME_BYTES) {
      MessageDigest digest = Sha256.newDigest();
      digest.update(bytes);
      name = Sha256.finish(digest).hex();
    }
    return named(target, name);
  }

  /** The paths that a part or a record belongs to. */
  static PartPaths ofStem(Path folder, String stem) {
    return named(folder.resolve(stem), stem);
  }

  private static PartPaths named(Path sibling, String stem) {
    return new PartPaths(
        sibling.resolveSibling(stem + PART),
        sibling.resolveSibling(stem + RECORD),
        sibling.resolveSibling(stem + TEMPORARY),
        sibling.resolveSibling(stem + UNPACKED));
  }
}
