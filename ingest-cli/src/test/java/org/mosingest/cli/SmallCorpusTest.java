package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;

/** A corpus below the floor is asked about once: what a run was told to take stands with it. */
@Timeout(300)
class SmallCorpusTest {

  @TempDir private Path folder = Path.of("");

  private CommandResult say(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--konvid-dir=" + folder));
    args.addAll(List.of(more));
    String[] all = args.toArray(String[]::new);
    return CommandResult.of(Main.commandLine(all), all);
  }

  @BeforeEach
  void makeCorpus() throws Exception {
    Files.createDirectories(folder.resolve("clips"));
    ClipZoo.H264_MP4.copyTo(folder.resolve("clips").resolve("a.mp4"));
    Files.writeString(folder.resolve("manifest.csv"), "name,url,mos\na.mp4,,3\nb.mp4,,2\n");
  }

  @Test
  void whatWasAcceptedOnceStandsForEveryCommand() {
    assertThat(say("run").status()).isEqualTo(2);
    assertThat(say("run", "--min-rows=2").status()).isZero();

    assertThat(say("run").status()).isZero();
    assertThat(say("run").status()).as("the run after that, too").isZero();
    assertThat(say("doctor", "--samples=0").out()).doesNotContain("fewer than");
    assertThat(say("verify").status()).isZero();
    assertThat(say("report", "--report-out=-").status()).isZero();
  }

  @Test
  void whatWasAcceptedStandsWithTheCorpusWhateverTheOutput() {
    say("run", "--min-rows=2");

    assertThat(say("run", "--output=" + folder.resolve("other.jsonl")).status()).isZero();
  }

  @Test
  void aFloorThatIsGivenHoldsWhateverWasAccepted() {
    say("run", "--min-rows=2");

    assertThat(say("run", "--min-rows=3"))
        .satisfies(
            said -> {
              assertThat(said.status()).isEqualTo(2);
              assertThat(said.err()).contains("fewer than the minimum of 3");
            });
  }

  @Test
  void oneThatHasShrunkFurtherIsAskedAboutAgain() throws Exception {
    say("run", "--min-rows=2");
    Files.writeString(folder.resolve("manifest.csv"), "name,url,mos\na.mp4,,3\n");

    assertThat(say("run").status()).isEqualTo(2);
  }

  @Test
  void reportAndVerifyNeverRefuseForSmallness() throws Exception {
    say("run", "--min-rows=2");
    Files.delete(folder.resolve("konvid_150k.jsonl.manifest.json"));

    assertThat(say("report", "--report-out=-").status()).isZero();
    assertThat(say("verify").status()).isZero();
  }

  @Test
  void aRunThatLostEverythingSaysSo(@TempDir Path scratch) throws Exception {
    Files.delete(folder.resolve("clips").resolve("a.mp4"));
    Child.Ended ended =
        new Child.Setup(scratch).run("run", "--konvid-dir=" + folder, "--min-rows=1");

    assertThat(ended.status()).isZero();
    assertThat(ended.err())
        .contains("not one clip was ingested: all 2 rows are lost, 2 download-failed and 0 broken");
  }
}
