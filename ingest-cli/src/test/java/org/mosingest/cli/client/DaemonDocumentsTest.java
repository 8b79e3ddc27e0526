package org.mosingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mosingest.cli.view.DaemonFacts;
import org.mosingest.cli.view.RunFacts;
import tools.jackson.databind.json.JsonMapper;

final class DaemonDocumentsTest {

  @Test
  void numbersThatNoLongHoldsAreAsIfNotSaid() {
    RunFacts run =
        DaemonDocuments.run(
            JsonMapper.shared().readTree("{\"eta_s\": 1e300, \"rows\": 99999999999999999999}"));
    assertThat(run.traffic().etaS()).isEmpty();
    assertThat(run.counts().rows()).isZero();
    DaemonFacts daemon =
        DaemonDocuments.daemon(
            JsonMapper.shared()
                .readTree("{\"daemon\": {\"disk_free_bytes\": 99999999999999999999}}"));
    assertThat(daemon.diskFreeBytes()).isNegative();
  }
}
