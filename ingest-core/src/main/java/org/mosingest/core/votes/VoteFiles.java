package org.mosingest.core.votes;

import java.nio.file.Path;
import java.util.List;

/**
 * The votes tables of a run.
 *
 * @param files one row a vote; none if the run has no votes
 * @param columns how their columns are called
 */
public record VoteFiles(List<Path> files, VoteColumns columns) {

  /** No votes. */
  public static final VoteFiles NONE = new VoteFiles(List.of(), VoteColumns.USUAL);

  public VoteFiles {
    files = List.copyOf(files);
  }
}
