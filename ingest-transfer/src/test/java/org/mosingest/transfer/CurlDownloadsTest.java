package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;

final class CurlDownloadsTest extends DownloadsContract {

  private static final byte[] CLIP = clip(3000);

  @BeforeEach
  void needsCurl() {
    Assumptions.assumeTrue(
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "curl"))),
        "no curl on this machine");
  }

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overCurl("curl", settings);
  }

  @Override
  String httpReason(int status) {
    return "curl-rc=22: curl: (22) The requested URL returned error: " + status;
  }

  @Test
  void aMissingCurlIsTheMachinesFault() {
    Downloads none = Downloads.overCurl("/nowhere/curl", settings());
    ClipDownload download = none.begin(url(server.url("/a")), target(), POLICY, meter);
    assertThatThrownBy(() -> attempt(download))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot start curl as /nowhere/curl")
        .hasMessageContaining("give a curl that works");
  }

  @Test
  void isCalledAsDocumented() throws Exception {
    Path log = folder.resolve("arguments");
    Downloads fake = Downloads.overCurl(script("printf '%s\\n' \"$@\" > " + log), settings());
    assertFailed(
        attempt(fake.begin(url(server.url("/a")), target(), POLICY, meter)), "curl-empty-output");
    List<String> arguments = Files.readAllLines(log);
    assertThat(arguments)
        .startsWith("--location", "--fail", "--silent", "--show-error", "--max-time")
        .containsSubsequence("--speed-limit", "1000", "--speed-time", "1")
        .containsSubsequence("--proto", "=http,https", "--proto-redir", "=http,https", "--globoff")
        .endsWith("--output", part().toString(), server.url("/a"));
    assertThat(Double.parseDouble(arguments.get(5))).isBetween(9.0, 10.0);
  }

  @Test
  void ourOwnRateLimitIsNotTakenForASlowServer() throws Exception {
    Path log = folder.resolve("arguments");
    String recording = script("printf '%s\\n' \"$@\" > " + log);
    try (Downloads fake = Downloads.overCurl(recording, settings().withLimitRate(500))) {
      assertFailed(
          attempt(fake.begin(url(server.url("/a")), target(), POLICY, meter)), "curl-empty-output");
    }
    assertThat(Files.readAllLines(log))
        .containsSubsequence("--speed-limit", "250")
        .containsSubsequence("--limit-rate", "500");
  }

  @Test
  void theReasonHoldsTheBeginningOfWhatCurlSaid() throws Exception {
    String noisy =
        script(
            "i=0; while [ $i -lt 20000 ]; do echo 'a b c d e f g' >&2; i=$((i+1)); done; exit 3");
    AttemptOutcome outcome =
        attempt(
            Downloads.overCurl(noisy, settings())
                .begin(url(server.url("/a")), target(), POLICY, meter));
    assertFailed(outcome, "curl-rc=3: a b c d");
    assertThat(((AttemptOutcome.Failed) outcome).reason().text())
        .hasSize("curl-rc=3: ".length() + 200)
        .doesNotContain("\n");
  }

  @Test
  void aCurlThatSomebodyKilledIsNoFaultOfTheClip() throws Exception {
    // A signal to all processes of the run, as Ctrl-C at a terminal: the clip must not be marked
    // failed for that.
    Downloads killed = Downloads.overCurl(script("kill -TERM $$"), settings());
    assertThat(attempt(killed.begin(url(server.url("/a")), target(), POLICY, meter)))
        .isInstanceOfSatisfying(
            AttemptOutcome.Retry.class,
            retry -> assertThat(retry.reason().text()).startsWith("curl-rc=143"));
  }

  @Test
  void whatTheNativeEngineLeftIsNotMixedWithIt() throws Exception {
    Files.write(part(), clip(100));
    Files.writeString(
        record(),
        "{\"version\":1,\"url\":\""
            + server.url("/a")
            + "\",\"etag\":\"\\\"x\\\"\",\"total\":3000}");
    server.on("/a", Replies.body(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
  }

  @Test
  void noRecordLiesBesideWhatCurlWrites() throws Exception {
    Files.write(part(), clip(100));
    PartRecords.write(
        PartPaths.of(target()), new PartRecord(server.url("/a"), new Validator("\"x\"", "", 3000)));
    String looking = script("test -e " + record() + " && exit 4; exit 3");
    Downloads fake = Downloads.overCurl(looking, settings());
    assertFailed(attempt(fake.begin(url(server.url("/a")), target(), POLICY, meter)), "curl-rc=3");
  }

  @Test
  void aDiskThatCurlCannotWriteToIsTheMachinesFault() throws Exception {
    Downloads fake =
        Downloads.overCurl(
            script("echo 'curl: (23) client returned ERROR on write' >&2; exit 23"), settings());
    ClipDownload download = fake.begin(url(server.url("/a")), target(), POLICY, meter);
    assertThatThrownBy(() -> attempt(download))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot have curl write " + part());
  }

  private String script(String body) throws Exception {
    Path file = folder.resolve("fake-curl");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
