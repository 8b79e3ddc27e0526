package org.mosingest.core.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  private static final Pattern NUMERIC_ID = Pattern.compile("([0-9]{1,30})(?:\\.0{1,9})?");

  /** {@link ClipName#parse} appends it itself, and shows the name without it. */
  private static final String USUAL_SUFFIX = ".mp4";

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

  /** A name as it is meant: a number without the fraction that some program gave it. */
  public String meant(String raw) {
    if (!numericIds) {
      return raw;
    }
    var id = NUMERIC_ID.matcher(raw);
    return id.matches() ? id.group(1) : raw;
  }

  /**
   * The names that a clip may have which a table calls so, preferred first, for {@link
   * ClipName#parse}.
   *
   * @param raw what the table calls it
   * @param url its URL, whose suffix is preferred; may be empty
   */
  public List<String> candidates(String raw, String url) {
    String name = meant(raw);
    boolean bare = name.indexOf('.') < 0 && !name.endsWith("/");
    if (!bare) {
      return List.of(name);
    }
    Set<String> tried = new LinkedHashSet<>();
    int end = url.length();
    for (char c : new char[] {'?', '#'}) {
      int at = url.indexOf(c);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String path = url.substring(0, end);
    suffixes.stream().filter(path::endsWith).forEach(tried::add);
    tried.addAll(suffixes);
    return tried.stream()
        .map(suffix -> suffix.equals(USUAL_SUFFIX) ? name : name + suffix)
        .toList();
  }
}
