package org.mosingest.daemon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.authenticate.secret",
        "spark.ssl.keyPassword",
        "spark.executor.extraJavaOptions",
        "spark.kubernetes.authenticate.oauthToken",
        "my.CREDENTIALS",
        "spark.hadoop.fs.s3a.endpoint"
      })
  void whatMayBeSecretIsKeptBack(String name) {
    assertThat(SecretSettings.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.speculation", "spark.executor.memory", "spark.local.dir"})
  void whatIsNotIsShown(String name) {
    assertThat(SecretSettings.isSecret(name)).isFalse();
  }
}
