package org.mosingest.core.profile;

import java.util.List;
import java.util.Optional;
import org.mosingest.core.row.ClipName;

/**
 * How the clips of a corpus are named.
 *
 * @param suffixes what is appended to a name without a dot: the first with which the clip is there,
 *     else that of its URL, else the first
 * @param numericIds whether names may be numbers, written {@code 123.0} too
 * @param search whether a clip that is not at its place is looked for in the sub-folders
 * @param composed the name where no column gives it
 * @param parts named groups are parts of a name, for URLs
 * @param source the first group, or else the match, is what the clip was cut from
 * @param looks how names look, to tell this corpus from others
 */
public record ClipNaming(
    List<String> suffixes,
    boolean numericIds,
    boolean search,
    Optional<CellTemplate> composed,
    Optional<NamePattern> parts,
    Optional<NamePattern> source,
    Optional<NamePattern> looks) {
  public ClipNaming {
    suffixes = List.copyOf(suffixes);
    if (suffixes.isEmpty()) {
      throw new IllegalArgumentException("a name without a dot needs a suffix");
    }
  }

  /**
   * What the clip was cut from; clips of one source have the same. Empty if its name tells none.
   */
  public Optional<String> sourceOf(ClipName clip) {
    return source.flatMap(pattern -> pattern.firstGroup(clip.value()));
  }
}
