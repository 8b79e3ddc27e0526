package org.mosingest.core.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.analysis.CorpusReport.Reason;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/**
 * What became of each row, worked out from files as runs leave them; and whether loss is told from
 * bias.
 */
final class CorpusAnalysisTest {

  private static final Instant RUN = Instant.parse("2026-05-08T12:00:00Z");

  @TempDir Path folder;
  private final StringBuilder manifest = new StringBuilder("file_name,url,MOS,n\n");
  private final StringBuilder output = new StringBuilder();

  @BeforeEach
  void makeFolder() throws Exception {
    Files.createDirectories(folder.resolve("clips"));
  }

  private void label(String name, double mos) {
    manifest.append(name).append(",http://h/").append(name).append(',').append(mos).append(",5\n");
  }

  private void written(String name, double mos, String bytes) {
    Sha256 hash = Sha256.of(Sha256.newDigest().digest(bytes.getBytes(UTF_8)));
    output.append(
        new String(
            RowJson.line(
                new CorpusRow(
                    name,
                    new ClipContent(hash, bytes.length()),
                    new VideoFacts(960, 540, 30, 8, "yuv420p", "h264"),
                    new Opinion(mos, 0, 5),
                    "konvid-150k",
                    "v",
                    RUN)),
            UTF_8));
  }

  private CorpusReport report() throws Exception {
    Files.writeString(folder.resolve("manifest.csv"), manifest);
    Files.writeString(folder.resolve("out.jsonl"), output);
    Manifest read =
        ManifestReader.read(
            new ManifestRequest(
                KnownCorpora.standard(),
                folder,
                Optional.empty(),
                "clips",
                0,
                OptionalInt.empty()));
    AnalysisInputs sources =
        new AnalysisInputs(
            folder,
            folder.resolve("out.jsonl"),
            folder.resolve("progress.json"),
            folder.resolve("failures.ndjson"),
            folder.resolve("replay.json"));
    return CorpusAnalysis.of(
        read, MosScale.ACR_5, sources, clip -> clip.url().isEmpty() ? "" : "h");
  }

  @Test
  void eachRowHasItsFateAndItsReason() throws Exception {
    label("a.mp4", 2);
    label("a.mp4", 2);
    label("a.mp4", 3);
    label("twin.mp4", 4);
    label("gone.mp4", 1);
    label("late.mp4", 1.5);
    label("torn.mp4", 2);
    label("strange.mp4", 2);
    label("waiting.mp4", 2);
    label("gone.mp4", 1);
    written("a.mp4", 2, "bytes of a");
    written("foreign.mp4", 2, "other");
    output.append("{\"src\":\n");
    Files.writeString(folder.resolve("clips/twin.mp4"), "bytes of a");
    Files.writeString(folder.resolve("clips/strange.mp4"), "no video");
    Files.writeString(
        folder.resolve("progress.json"),
        "{\"a.mp4\":{\"state\":\"done\"},\"gone.mp4\":{\"state\":\"failed\",\"reason\":\"http-404:"
            + " x\"}}");
    Files.writeString(
        folder.resolve("failures.ndjson"),
        """
        {"name":
        {"name":"late.mp4","path":"clips/late.mp4","url":"http://h/late.mp4","kind":"download-failed","reason":"timeout: y","attempts":5,"last_utc":"2026-05-08T11:10:00+00:00","bytes_so_far":7}
        {"name":"waiting.mp4","path":"clips/waiting.mp4","kind":"broken-clip","reason":"of another program's making"}
        {"name":"torn.mp4","path":"clips/torn.mp4","url":"","kind":"broken-clip","reason":"no-video-stream","attempts":null,"last_utc":"2026-05-08T12:10:00+00:00","bytes_so_far":0}
        """);
    Files.writeString(
        folder.resolve("replay.json"),
        "{\"stats\":{\"rows\":10,\"written\":1,\"dedups\":3,\"skipped_download\":3,\"skipped_broken\":1}}");

    CorpusReport report = report();

    CorpusReport.Books books = report.books();
    assertThat(
            List.of(
                books.rows(),
                books.outcomes().written(),
                books.outcomes().dedups(),
                books.outcomes().downloadFailed(),
                books.outcomes().broken(),
                books.outcomes().unsettled()))
        .containsExactly(10, 1, 3, 3, 2, 1);
    assertThat(books.balance()).isFalse();
    assertThat(books.differences())
        .containsExactly("the last finished run counted 1 row broken, the files hold 2");
    assertThat(books.output().outputRows()).isEqualTo(2);
    assertThat(books.output().foreignRows()).isEqualTo(1);
    assertThat(books.output().strangeLines()).isEqualTo(1);
    assertThat(report.attrition().reasons())
        .extracting(Reason::word, Reason::fate, Reason::clips)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("http-404", Fate.DOWNLOAD_FAILED, 1),
            org.assertj.core.groups.Tuple.tuple("timeout", Fate.DOWNLOAD_FAILED, 1),
            org.assertj.core.groups.Tuple.tuple("no-video-stream", Fate.BROKEN, 1),
            org.assertj.core.groups.Tuple.tuple("unknown", Fate.BROKEN, 1));
    assertThat(report.attrition().share()).isEqualTo(0.3);
    assertThat(report.attrition().failuresByDay())
        .containsExactly(
            new CorpusReport.Moment(Instant.parse("2026-05-08T11:00:00Z"), 1),
            new CorpusReport.Moment(Instant.parse("2026-05-08T12:00:00Z"), 1));
    assertThat(report.attrition().runs()).containsExactly(new CorpusReport.Moment(RUN, 2));
    Twins names = report.duplicates().sameName();
    assertThat(List.of(names.equal(), names.different())).containsExactly(2, 1);
    assertThat(report.duplicates().sameBytes().first())
        .containsExactly(new Twins.Pair("a.mp4", 2, "twin.mp4", 4));
    assertThat(report.bias().mos().verdict()).isEqualTo(MosShift.Verdict.TOO_FEW);
  }

  @Test
  void withoutAFinishedRunAClipOnDiskIsJustNotSettledAndItsOldFailureVoid() throws Exception {
    label("here.mp4", 2);
    Files.writeString(folder.resolve("clips/here.mp4"), "bytes");
    Files.writeString(
        folder.resolve("progress.json"),
        "{\"here.mp4\":{\"state\":\"failed\",\"reason\":\"http-404\"}}");

    assertThat(report().books().outcomes().unsettled()).isEqualTo(1);
  }

  @Test
  void clipsThatShareAFileNameAreToldApartByTheirScore() throws Exception {
    label("x/one.mp4", 2);
    label("y/one.mp4", 4);
    written("one.mp4", 4, "y");
    Files.writeString(
        folder.resolve("progress.json"),
        "{\"clips/x/one.mp4\":{\"state\":\"failed\",\"reason\":\"dns\"}}");

    CorpusReport report = report();

    assertThat(report.books().outcomes().written()).isEqualTo(1);
    assertThat(report.bias().mos().kept().mean()).isEqualTo(4);
    assertThat(report.bias().mos().lost().mean()).isEqualTo(2);
  }

  /** Scores as a corpus has them, and a rule for who is lost. */
  private CorpusReport withLoss(long seed, java.util.function.DoubleUnaryOperator chance)
      throws Exception {
    Random random = new Random(seed);
    StringBuilder progress = new StringBuilder("{");
    for (int i = 0; i < 5000; i++) {
      String name = "%04d.mp4".formatted(i);
      double mos = Math.round(Math.clamp(3 + random.nextGaussian() * 0.8, 1, 5) * 100) / 100.0;
      label(name, mos);
      if (random.nextDouble() < chance.applyAsDouble(mos)) {
        progress
            .append(progress.length() > 1 ? "," : "")
            .append("\"%s\":{\"state\":\"failed\",\"reason\":\"http-404\"}".formatted(name));
      } else {
        written(name, mos, name);
      }
    }
    Files.writeString(folder.resolve("progress.json"), progress.append("}"));
    return report();
  }

  @Test
  void lossThatHitsLowScoresIsSaidToBeBiased() throws Exception {
    CorpusReport report = withLoss(1, mos -> mos < 2.4 ? 0.36 : 0.002);

    assertThat(report.attrition().share()).isBetween(0.07, 0.09);
    assertThat(report.bias().mos().verdict()).isEqualTo(MosShift.Verdict.BIASED);
    assertThat(report.bias().sentence())
        .contains("have a lower MOS than the kept ones")
        .contains("a model trained on the kept clips sees too few bad clips");
    assertThat(report.bias().further())
        .anyMatch(sentence -> sentence.startsWith("Loss differs by MOS: "));
    assertThat(report.bias().mos().test().orElseThrow().shiftHigh()).isNegative();
  }

  @Test
  void lossThatHitsHighScoresIsSaidTheOtherWayRound() throws Exception {
    assertThat(withLoss(2, mos -> mos > 3.6 ? 0.36 : 0.002).bias().sentence())
        .contains("have a higher MOS")
        .contains("sees too few good clips");
  }

  @Test
  void lossThatHitsBothEndsShowsThoughTheMeansAgree() throws Exception {
    CorpusReport report = withLoss(3, mos -> mos > 4 || mos < 2 ? 0.4 : 0.01);

    assertThat(report.bias().mos().verdict()).isEqualTo(MosShift.Verdict.BIASED);
    assertThat(report.bias().sentence()).contains("a different distribution of MOS");
  }

  @Test
  void lossAtRandomIsNotCalledBias() throws Exception {
    CorpusReport report = withLoss(4, mos -> 0.08);

    assertThat(report.attrition().share()).isBetween(0.07, 0.09);
    assertThat(report.bias().mos().verdict()).isEqualTo(MosShift.Verdict.NONE);
    assertThat(report.bias().sentence()).contains("show no sign of bias");
    assertThat(report.bias().further()).isEmpty();
  }

  @Test
  void theFiguresOfTwoSamplesAreThoseOfTheTextbook() {
    double[] low = new double[30];
    double[] high = new double[40];
    for (int i = 0; i < 40; i++) {
      high[i] = 3 + i / 40.0;
      if (i < 30) {
        low[i] = 1 + i / 30.0;
      }
    }

    MosShift.Test test = MosShift.of(high, low).test().orElseThrow();

    assertThat(test.ksDistance()).isEqualTo(1);
    assertThat(test.pValue()).isLessThan(1e-9);
    assertThat(test.shift()).isCloseTo(1.483333 - 3.4875, within(1e-5));
    // Welch: 2.004167 -/+ t(0.975; 61.99) * sqrt(0.293412^2/30 + 0.292262^2/40)
    assertThat(test.shiftHigh() - test.shiftLow()).isCloseTo(2 * 1.99898 * 0.070778, within(1e-3));
  }

  @Test
  void anEmptyCorpusIsReportedToo() throws Exception {
    CorpusReport report = report();

    assertThat(report.books().balance()).isTrue();
    assertThat(report.bias().sentence())
        .isEqualTo("No clip is lost, so none is missing from the scores.");
  }
}
