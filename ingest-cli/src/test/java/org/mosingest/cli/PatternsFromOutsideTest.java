package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;

/** Regular expressions that somebody else wrote, at each door that takes one. */
@Timeout(180)
final class PatternsFromOutsideTest extends DaemonTestBase {

  /** Tried one way after the other, it needs more time than the universe has. */
  private static final String ENDLESS = "(.*a){25}x";

  private CorpusBed failed() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    bed.row("a.mp4", server.url("/a"), "1.5").write();
    Files.writeString(
        bed.folder().resolve(".download-progress.json"),
        "{\"a.mp4\": {\"state\": \"failed\", \"reason\": \"http-404: " + "a".repeat(300) + "\"}}");
    return bed;
  }

  @Test
  void noPatternHoldsUpTheService() throws Exception {
    daemon();
    String id = submit(failed());
    awaitState(id, "completed");

    assertThat(ingest("retry", id, "--reason", ENDLESS).status()).isEqualTo(2);
    assertThat(progress(id).path("note").asString())
        .isEqualTo("nothing to retry: no failure matches '" + ENDLESS + "'");
    assertThat(ask("/runs/" + id + "/failures").status()).isEqualTo(200);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void noPatternHoldsUpARun() throws Exception {
    CorpusBed bed = failed();
    assertThat(foreground(bed, "--retry-failed=" + ENDLESS).status()).isZero();
    assertThat(server.requests()).isEmpty();
  }

  /** The stars of a declaration's table names. */
  @Test
  void noNameWithStarsHoldsUpARunOrTheService() throws Exception {
    CorpusBed bed = failed();
    Files.writeString(bed.folder().resolve("a".repeat(200)), "");
    Path declaration =
        Files.writeString(
            root.resolve("stars.yaml"),
            FamilyRunTest.MINE.replace("labels.csv", "'" + "*a".repeat(40) + "*x'"));

    Child.Ended run = foreground(bed, "--corpus-file=" + declaration);
    assertThat(run.status()).as(run.err()).isEqualTo(2);

    daemon();
    assertThat(
            ingest("submit", "--corpus-file=" + declaration, "--konvid-dir=" + bed.folder())
                .status())
        .isEqualTo(2);
  }

  @Test
  void aBadPatternIsBadUsageAtEveryDoor() throws Exception {
    CorpusBed bed = failed();
    Child.Ended run = foreground(bed, "--retry-failed=(?!x)");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("'(?!x)' is not a regular expression: invalid or unsupported Perl syntax")
        .doesNotContain("Exception", "re2j", "org.mosingest");
    daemon();
    assertThat(ingest("retry", "1", "--reason", "(a").err())
        .contains("'(a' is not a regular expression: missing closing )");
    assertThat(ingest("submit", "--retry-failed=(a").status()).isEqualTo(2);

    String id = submit(bed);
    awaitState(id, "completed");
    Reply retry = posted("/runs/" + id + "/retry", "{\"reason\": \"((a{1000}){1000}){1000}\"}");
    assertThat(retry.status()).isEqualTo(400);
    assertThat(retry.json().at("/error/message").asString())
        .isEqualTo(
            "reason: '((a{1000}){1000}){1000}' repeats too much: use smaller numbers in braces");
    Reply submission = posted("/runs", "{\"konvid_dir\": \"corpus\", \"retry_failed\": \"a)\"}");
    assertThat(submission.status()).isEqualTo(400);
    assertThat(submission.json().at("/error/message").asString())
        .contains("retry_failed: 'a)' is not a regular expression: unexpected )");
  }
}
