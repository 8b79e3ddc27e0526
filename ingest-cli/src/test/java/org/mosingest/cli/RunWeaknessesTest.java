package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;
import tools.jackson.databind.json.JsonMapper;

/** What a run may not cost, what may not end it, and what it may not keep to itself. */
final class RunWeaknessesTest extends WeaknessTestBase {

  @Test
  void w21ASecondRunProbesNothing() throws Exception {
    for (int i = 0; i < 12; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    // The bytes of another: its hash comes before its probe.
    bed.local("twin.mp4", CorpusBed.fake(3), "1.0").write();
    run();
    int first = probed();
    assertThat(first).isBetween(12, 13);

    assertSummary(run(), "0 rows, skipped 0 (download-failed), 0 (broken-clip), 13 dedups");

    assertThat(probed()).isEqualTo(first);
  }

  @Test
  void w23AResumedRunThatWritesNothingSaysHowFarItIs() throws Exception {
    bed.row("gone.mp4", "", "1.0").local("a.mp4", CorpusBed.fake(1), "1.0").write();
    run();
    clearLog();
    RunOptions options = RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0).build();

    try (Engines engines =
            Engines.of(
                new WorkPool("download", 1, 1),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 1, 1),
                new FakeClipProbe());
        IngestRun run = IngestRun.open(options, engines);
        RunView _ = new RunView.Lines(run, Duration.ofMillis(20))) {
      CorpusBed.await(
          "two lines",
          () ->
              said().stream()
                      .filter(
                          line -> line.startsWith("progress: ") && line.contains(" 0/2 (wrote=0"))
                      .count()
                  > 1);
    }
    assertThat(said())
        .anyMatch(line -> line.contains("resume: 1 clips done, 1 clips failed"))
        .anyMatch(line -> line.contains("resume: 1 existing rows already in"));
  }

  @Test
  void w24NoSingleRowOrClipEndsTheRun() throws Exception {
    String long256 = "x".repeat(252) + ".mp4";
    manifest(
        """
        file_name,url,MOS,SD,n
        first.mp4,,1.0,0.5,7
        surplus.mp4,,1.0,0.5,7,more,cells,than,the,header
        infinite.mp4,,1.0,0.5,inf
        %s,,1.0,0.5,7
        /nowhere/absolute.mp4,,1.0,0.5,7
        deleted.mp4,,1.0,0.5,7
        stderr.mp4,,1.0,0.5,7
        array.mp4,,1.0,0.5,7
        width.mp4,,1.0,0.5,7
        late.mp4,,1.0,0.5,7
        last.mp4,,1.0,0.5,7
        """
            .formatted(long256));
    for (String name :
        List.of("first", "infinite", "deleted", "stderr", "array", "width", "late", "last")) {
      Files.write(bed.clip(name + ".mp4"), CorpusBed.fake(name.hashCode()));
    }
    Path strange =
        ffprobe(
            """
            case "${clip##*/}" in
              first.mp4) rm '%s' ;;
              late.mp4) rm "$clip"; echo '{"streams":[]}'; exit 0 ;;
              stderr.mp4) printf '\\377\\376 bad\\n' >&2; exit 1 ;;
              array.mp4) echo '[1]'; exit 0 ;;
              width.mp4) echo '{"streams":[{"width":"N/A","height":96}]}'; exit 0 ;;
            esac
            """
                .formatted(bed.clip("deleted.mp4")));

    assertSummary(
        run(strange, "--probes=1"),
        "3 rows, skipped 2 (download-failed), 3 (broken-clip), 0 dedups");

    assertThat(sources()).containsExactly("first.mp4", "infinite.mp4", "last.mp4");
    assertThat(bed.lines().get(1)).contains("\"n_ratings\":0");
    assertThat(replay("/stats/rejected_rows").asInt()).isEqualTo(3);
    assertThat(progress("deleted.mp4")).isEqualTo("no-url-in-manifest");
    assertThat(progress("late.mp4"))
        .as("went away while it was probed")
        .isEqualTo("no-url-in-manifest");
  }

  @Test
  void w25ARunThatCannotWorkSaysSoByItsStatus() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    assertThat(run(Path.of("/nonexistent/ffprobe")).status()).isEqualTo(3);

    manifest("name_of_clip,score\na.mp4,1.0\n");
    assertThat(run().status()).isEqualTo(2);

    manifest("file_name,MOS\na.mp4,good\nb.mp4,bad\n");
    Ended refused = run();
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("none of the 2 data rows");

    manifest("file_name,url,MOS\nb.mp4,http://localhost:9/b,1.0\nc.mp4,http://localhost:9/c,1.0\n");
    assertThat(run("--retries=0", "--offline-wait-s=1").status()).isEqualTo(3);

    // What servers say is no fault of this machine: a finished run, and a warning.
    manifest("file_name,url,MOS\nb.mp4," + server.url("/b") + ",1.0\n");
    assertThat(run().status()).isZero();
    assertThat(warnings()).anyMatch(line -> line.startsWith("download attrition 100.0% exceeds"));
  }

  @Test
  void w26EveryRowIsStrictJson() throws Exception {
    bed.local("nan.mp4", CorpusBed.fake(1), "NaN").local("inf.mp4", CorpusBed.fake(2), "Infinity");
    bed.local("huge.mp4", CorpusBed.fake(3), "1e999").local("a.mp4", CorpusBed.fake(4), "1.0");
    manifest(
        "file_name,MOS,SD,n\nnan.mp4,NaN,0.5,7\ninf.mp4,-Infinity,0.5,7\nhuge.mp4,1e999,0.5,7\na.mp4,1.0,NaN,-Infinity\n");

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(replay("/stats/rejected_rows").asInt()).isEqualTo(3);
    assertThat(bed.lines()).hasSize(1);
    assertThat(JsonMapper.shared().readTree(bed.lines().getFirst()).get("mos_std_dev").asDouble())
        .isZero();
    assertThat(bed.lines().getFirst()).contains("\"mos_std_dev\":0.0,\"n_ratings\":0");
  }

  @Test
  void w27RowsOfNothingDoNotMakeACorpus() throws Exception {
    StringBuilder blank = new StringBuilder("file_name,MOS\n");
    IntStream.range(0, 6_000).forEach(_ -> blank.append(",\n"));
    manifest(blank.toString());
    Ended few = run("--min-rows=5000");
    assertThat(few.status()).isEqualTo(2);
    assertThat(few.err()).contains("0 data rows, fewer than the minimum of 5000");

    StringBuilder garbage = new StringBuilder("file_name,MOS\n");
    IntStream.range(0, 6_000).forEach(i -> garbage.append("?,x").append(i).append('\n'));
    manifest(garbage.toString());
    Ended none = run("--min-rows=5000");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("6000 of 6000 MOS values are not numbers, such as 'x0'");
    assertThat(bed.output()).doesNotExist();
  }

  @Test
  void w28AScoreThatIsLostToADuplicateIsReported() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").local("b.mp4", CorpusBed.fake(1), "4.5");
    bed.local("c.mp4", CorpusBed.fake(1), "1.5")
        .row("a.mp4", "", "3.5")
        .row("a.mp4", "", "1.5")
        .write();

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 4 dedups");

    assertThat(bed.lines()).containsExactly(Scripts.line("a.mp4", 1, "1.5"));
    assertThat(warnings())
        .anyMatch(
            line ->
                line.startsWith("2 duplicates have another MOS")
                    && line.contains("b.mp4: 4.5, in the output 1.5"))
        .anyMatch(line -> line.contains("manifest.csv:5: a.mp4 is repeated with the MOS 3.5"));
    assertThat(replay("/stats/dedups_other_mos").asInt()).isEqualTo(2);

    // The next run, which reads the rows from the file, says the same.
    clearLog();
    run();
    assertThat(replay("/stats/dedups_other_mos").asInt()).isEqualTo(2);
    assertThat(warnings()).anyMatch(line -> line.startsWith("2 duplicates have another MOS"));
  }

  @Test
  void w29TheCapCountsManifestRowsAndIsNeverNegative() throws Exception {
    server.on("/gone", Replies.status(404));
    bed.row("gone.mp4", server.url("/gone"), "1.0").local("a.mp4", CorpusBed.fake(1), "1.0");
    bed.local("last.mp4", CorpusBed.fake(2), "1.0").write();

    assertThat(run("--max-rows=-1").status()).isEqualTo(2);
    assertSummary(
        run("--max-rows=2"), "1 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(replay("/config/max_rows").asInt()).isEqualTo(2);
    assertThat(replay("/stats/rows").asInt()).isEqualTo(2);
    assertSummary(
        run("--max-rows=0"), "0 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertSummary(run(), "1 rows, skipped 1 (download-failed), 0 (broken-clip), 1 dedups");
    assertThat(sources()).containsExactly("a.mp4", "last.mp4");
  }
}
