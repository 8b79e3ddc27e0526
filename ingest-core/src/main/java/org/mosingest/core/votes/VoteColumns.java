package org.mosingest.core.votes;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that a user gives for the columns of votes tables.
 *
 * @param name of the clip's name; empty for one of the usual headers
 * @param score of the vote; empty for one of the usual headers
 */
public record VoteColumns(Optional<String> name, Optional<String> score) {

  /** The usual headers. */
  public static final VoteColumns USUAL = new VoteColumns(Optional.empty(), Optional.empty());

  private static final String NAME = "name=";
  private static final String SCORE = "score=";

  /**
   * The columns that a text like {@code name=clip,score=opinion} gives; each part at most once.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VoteColumns of(String text) {
    VoteColumns columns = USUAL;
    for (String part : text.split(",", -1)) {
      String given = part.strip();
      String header = given.substring(given.indexOf('=') + 1).strip();
      if (given.startsWith(NAME) && columns.name.isEmpty() && !header.isEmpty()) {
        columns = new VoteColumns(Optional.of(header), columns.score);
      } else if (given.startsWith(SCORE) && columns.score.isEmpty() && !header.isEmpty()) {
        columns = new VoteColumns(columns.name, Optional.of(header));
      } else {
        throw new IllegalArgumentException("'" + text + "' is not name=COL,score=COL");
      }
    }
    return columns;
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return Stream.concat(name.stream().map(NAME::concat), score.stream().map(SCORE::concat))
        .collect(Collectors.joining(","));
  }
}
