package org.mosingest.core.export.rows;

/**
 * Where a row's clip lies.
 *
 * @param folder the folder that holds it, below the corpus folder: {@code clips}
 * @param name its name below that folder, as the manifest gives it
 */
public record ClipPlace(String folder, String name) {

  /** The clip's path below the corpus folder, with {@code /} between segments. */
  public String path() {
    return folder + "/" + name;
  }
}
