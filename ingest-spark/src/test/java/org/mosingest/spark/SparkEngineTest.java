package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.run.Engines;

/** What cannot be had of a cluster is said before anything is done. */
class SparkEngineTest {

  private static ClusterEngine.Request request(
      String master, Map<String, String> configuration, String... hereOnly) {
    return new ClusterEngine.Request(
        Optional.of(master),
        configuration,
        OptionValues.NONE,
        List.of(hereOnly),
        Optional.empty(),
        "test");
  }

  @Test
  void optionsThatAreNotSentToOtherMachinesAreRefusedByName() throws Exception {
    ClusterEngine spark = ClusterEngine.find().orElseThrow();
    try (Engines engines = SparkDriver.engines()) {
      ClusterEngine.Request request =
          request("spark://127.0.0.1:1", Map.of(), "--proxy", "--public-only");

      assertThatThrownBy(() -> spark.start(request, engines))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--proxy, --public-only: not sent to the machines of a cluster")
          .hasMessageContaining("--master 'local[*]'");
    }
  }

  @Test
  void anAddressThatIsNoneIsSaidToBeNone() throws Exception {
    ClusterEngine spark = ClusterEngine.find().orElseThrow();
    try (Engines engines = SparkDriver.engines()) {
      assertThatThrownBy(() -> spark.start(request("sprak://head", Map.of()), engines))
          .isInstanceOf(MachineFaultException.class)
          .satisfies(e -> assertThat(e).hasMessageContaining("sprak://head"));
    }
  }
}
