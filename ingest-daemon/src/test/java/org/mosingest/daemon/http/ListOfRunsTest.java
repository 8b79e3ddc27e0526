package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.databind.JsonNode;

/** The list of the runs of a service that lives long. */
class ListOfRunsTest extends ApiTestBase {

  @Test
  void theListOfRunsIsBoundedAndSaysHowManyThereAre() throws IOException {
    for (int i = 100; i < 230; i++) {
      api.run("r-" + i, RunState.COMPLETED, 94);
    }
    JsonNode all = api.get("/runs?limit=1000").json().path("runs");
    JsonNode first = api.get("/runs").json();
    JsonNode rest = api.get("/runs?limit=100&offset=100").json();

    assertThat(first.path("runs")).hasSize(100);
    assertThat(first.path("total").asInt()).isEqualTo(130);
    assertThat(rest.path("runs")).hasSize(30);
    assertThat(rest.path("runs").get(0)).isEqualTo(all.get(100));
    assertThat(api.get("/runs?offset=130").json().path("runs")).isEmpty();
    assertThat(api.get("/runs?limit=1001").status()).isEqualTo(400);
    assertThat(api.get("/runs?offset=-1").status()).isEqualTo(400);
  }
}
