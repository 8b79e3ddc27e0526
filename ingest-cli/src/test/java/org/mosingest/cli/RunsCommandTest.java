package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list of more runs than one answer holds. */
@Timeout(180)
final class RunsCommandTest extends ClientTestBase {

  @Test
  void saysHowManyEarlierRunsThereAre() throws Exception {
    answer(
        "{\"total\":130,\"limit\":1,\"offset\":99,\"runs\":[" + run("b-2", "completed", 5) + "]}");

    assertThat(ingest("runs", "--limit", "1", "--offset", "99", "--ids")).isZero();
    assertThat(out().strip()).isEqualTo("b-2");
    assertThat(err()).contains("30 earlier runs are not listed: --offset=100 continues there");
    assertThat(daemon.takeRequest().getTarget()).isEqualTo("/runs?limit=1&offset=99");
  }

  @Test
  void aRunBeyondTheFirstPageIsFound() throws Exception {
    answer("{\"total\":2,\"limit\":1,\"offset\":0,\"runs\":[" + run("b-2", "completed", 5) + "]}");
    answer("{\"total\":2,\"limit\":1,\"offset\":1,\"runs\":[" + run("a-1", "completed", 5) + "]}");
    answer("{}");

    assertThat(ingest("inspect", "a-1", "--json")).isZero();
    assertThat(daemon.takeRequest().getTarget()).isEqualTo("/runs");
    assertThat(daemon.takeRequest().getTarget()).startsWith("/runs?").contains("offset=1");
    assertThat(daemon.takeRequest().getTarget()).isEqualTo("/runs/a-1");
  }
}
