package org.mosingest.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** Spreads that fit their votes, and those that do not. */
class OpinionTallyTest {

  private final OpinionTally tally = new OpinionTally(MosScale.ACR_5);

  private void row(String name, double spread, int votes) {
    tally.add(
        new CorpusRow(
            name,
            new ClipContent(Sha256.of(new byte[32]), 1),
            new VideoFacts(1, 1, 1, 1, "", ""),
            new Opinion(3, spread, votes),
            "konvid-150k",
            "1",
            Instant.EPOCH));
  }

  @Test
  void aSpreadNeedsTwoVotesAndHasALimit() {
    row("none", 0, 0);
    row("one", 0, 1);
    row("no-votes", 0.5, 0);
    row("of-one", 0.5, 1);
    // 1 and 5 about 3: 4 + 4 over 1.
    row("two", Math.sqrt(8), 2);
    row("two-too-far", 2.9, 2);
    // 1, 1, 5 about 7/3: 32/3 over 2.
    row("three", Math.sqrt(32 / 6.0), 3);
    row("three-too-far", 2.4, 3);

    OpinionTally.Opinions opinions = tally.opinions();

    assertThat(opinions.unsupported().first())
        .containsExactly("no-votes, spread 0.5 of 0 votes", "of-one, spread 0.5 of 1 vote");
    assertThat(opinions.impossible().first())
        .containsExactly(
            "two-too-far, spread 2.9 of 2 votes", "three-too-far, spread 2.4 of 3 votes");
    assertThat(opinions.votes().stream().limit(4).map(Histogram.Bin::count).toList())
        .isEqualTo(List.of(2L, 2L, 2L, 2L));
    assertThat(opinions.spreadSummary().count()).isEqualTo(7);
    assertThat(opinions.spreads().stream().mapToLong(Histogram.Bin::count).sum()).isEqualTo(7);
  }
}
