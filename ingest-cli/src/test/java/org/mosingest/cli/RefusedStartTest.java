package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run that is refused has not paid for, and what it is refused for at its very start. */
@Timeout(120)
final class RefusedStartTest {

  @TempDir Path temporary = Path.of("");

  @Test
  void aRunWithoutAManifestStartsNoProbe() throws Exception {
    Path cache = temporary.resolve("cache");
    Child.Ended ended =
        new Child.Setup(temporary)
            .with("INGEST_CACHE_DIR", cache.toString())
            .run(
                "run",
                "--konvid-dir",
                Files.createDirectory(temporary.resolve("empty")).toString());
    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains("no manifest.csv");
    assertThat(cache).as("where the probe's libraries would be").doesNotExist();
  }

  @Test
  void aProbeThatDoesNotStartEndsTheRunBeforeAnythingIsWritten() throws Exception {
    Path corpus = temporary.resolve("corpus");
    Files.createDirectories(corpus.resolve("clips"));
    Files.writeString(corpus.resolve("manifest.csv"), "filename,mos\na.mp4,3.5\n");
    Path file = Files.writeString(temporary.resolve("file"), "");
    Child.Ended ended =
        new Child.Setup(temporary)
            .with("INGEST_CACHE_DIR", file.resolve("below").toString())
            .run("run", "--konvid-dir", corpus.toString(), "--min-rows", "0");
    assertThat(ended.status()).as(ended.err()).isEqualTo(3);
    assertThat(ended.err()).contains("cannot extract the bundled ffprobe");
    assertThat(corpus).isDirectoryNotContaining("glob:**.jsonl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM at all",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMAMCAQE="
      })
  void authoritiesThatAreNoneAreRefusedBeforeTheCorpusIsLookedAt(String text) throws Exception {
    Path pem = Files.writeString(temporary.resolve("ca.pem"), text, US_ASCII);
    Child.Ended ended =
        new Child.Setup(temporary)
            .with("SSL_CERT_FILE", pem.toString())
            .run("run", "--konvid-dir", temporary.resolve("none").toString());
    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err())
        .containsPattern("(no certificate in|cannot read certificates from) .*ca.pem");
  }
}
