package org.mosingest.core.options;

import java.util.Map;
import java.util.Optional;
import org.mosingest.core.votes.VoteColumns;
import tools.jackson.databind.JsonNode;

/** How the columns of votes tables are called: {@code name=COL,score=COL}. */
record VoteColumnsType() implements OptionType<VoteColumns> {

  @Override
  public String label() {
    return "name=COL,score=COL";
  }

  @Override
  public VoteColumns ofText(String text) {
    try {
      return VoteColumns.of(text);
    } catch (IllegalArgumentException e) {
      throw Misfit.of("name=COL,score=COL", text);
    }
  }

  @Override
  public Optional<VoteColumns> ofJson(JsonNode json) {
    return Optional.of(ofText(Misfit.string(json)));
  }

  @Override
  public Object plain(VoteColumns value) {
    return value.toString();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string");
  }
}
