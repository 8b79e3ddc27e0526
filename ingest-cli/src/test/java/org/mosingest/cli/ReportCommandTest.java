package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest report} on what runs leave. */
@Timeout(300)
final class ReportCommandTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>|`x`.mp4";

  @TempDir Path temporary;
  private CorpusBed bed;

  @BeforeEach
  void makeCorpus() {
    bed = new CorpusBed(temporary.resolve("corpus"));
  }

  private CommandResult report(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("report", "--konvid-dir", bed.folder().toString(), "--min-rows", "0"));
    all.addAll(List.of(arguments));
    return CommandResult.of(all);
  }

  /** The files of a run over that many clips of which some were lost. */
  private void run(int clips, DoublePredicate lost) throws Exception {
    Random scores = new Random(150);
    try (Writer output = Files.newBufferedWriter(bed.output());
        Writer manifest = Files.newBufferedWriter(bed.folder().resolve("manifest.csv"));
        Writer progress = Files.newBufferedWriter(bed.progress())) {
      manifest.write("file_name,url,MOS,SD,n\n");
      progress.write("{");
      for (int i = 0; i < clips; i++) {
        String name = "%06d.mp4".formatted(i);
        double mos = Math.round(Math.clamp(3 + scores.nextGaussian() * 0.8, 1, 5) * 100) / 100.0;
        manifest.write("%s,http://h%d.example/%s,%s,0.5,7%n".formatted(name, i % 3, name, mos));
        boolean gone = lost.test(mos);
        progress.write(
            "%s\"%s\": {\"state\": \"%s\"%s}"
                .formatted(
                    i == 0 ? "" : ",\n",
                    name,
                    gone ? "failed" : "done",
                    gone ? ", \"reason\": \"http-404: </script><b>\"" : ""));
        if (!gone) {
          output.write(row(name, i, mos));
        }
      }
      progress.write(",\n\"hostile\": 1}");
      manifest.write("\"" + HOSTILE + "\",,2.5,0.5,7\n\"" + HOSTILE + "\",,3.5,0.5,7\n");
      output.write(row(HOSTILE, -1, 2.5));
    }
  }

  private static String row(String name, int number, double mos) {
    byte[] bytes = ("clip " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return CorpusBed.line(
                name, bytes, "960,540,29.97,8.0,yuv420p,h264", String.valueOf(mos), "0.5", "7")
            .replace("\"T\"", "\"2026-05-08T12:00:00+00:00\"")
        + "\n";
  }

  /** Loses about 8 % of the clips, whatever their score. */
  private static DoublePredicate atRandom() {
    Random fate = new Random(8);
    return mos -> fate.nextDouble() < 0.08;
  }

  /** Loses about 8 % of the clips, hardly any but bad ones. */
  private static DoublePredicate theBad() {
    Random fate = new Random(8);
    return mos -> fate.nextDouble() < (mos < 2.4 ? 0.34 : 0.002);
  }

  @Test
  void exportsAreLinkedFromWhereTheReportLies() throws Exception {
    run(300, _ -> false);
    Path exported = bed.folder().resolve("for (a) net/labels.txt");
    CommandResult export =
        CommandResult.of(
            List.of(
                "export",
                "--konvid-dir=" + bed.folder(),
                "--format=labels",
                "--output=" + exported,
                "--split=train=0.8,test=0.2"));
    assertThat(export.status()).as(export.err()).isZero();
    Files.delete(exported.resolveSibling("test_labels.txt"));

    String page = report("--report-out", temporary.resolve("pages/page.html").toString()).out();

    assertThat(Files.readString(Path.of(page.strip())))
        .contains("<a href=\"./../corpus/for%20%28a%29%20net/train_labels.txt\">")
        .contains("missing or of another size")
        .doesNotContain("test_labels.txt\">");
    assertThat(report("--format", "md", "--report-out", "-").out())
        .contains("](./for%20%28a%29%20net/train\\_labels.txt)");
    JsonNode told = JsonMapper.shared().readTree(report("--json").out()).at("/exports/0");
    assertThat(told.path("split").asString()).isEqualTo("train=0.8,test=0.2");
    assertThat(told.at("/files/0/path").asString())
        .isEqualTo(exported.resolveSibling("train_labels.txt").toString());
    assertThat(told.at("/files/0/there").asBoolean()).isTrue();
  }

  @Test
  void eightPercentOfAttritionThatHitsLowScoresIsSaidPlainly() throws Exception {
    run(4000, theBad());

    CommandResult result = report();

    assertThat(result.status()).isZero();
    Path file = bed.folder().resolve("konvid_150k.jsonl.report.html");
    assertThat(result.out().strip()).isEqualTo(file.toString());
    String sentence = result.err().lines().toList().getLast();
    assertThat(sentence)
        .matches(
            "The [78]\\.\\d % of clips that are lost have a lower MOS than the kept ones \\(mean 1\\.\\d+ against 3\\.\\d+, KS.*"
                + "a model trained on the kept clips sees too few bad clips\\.");
    assertThat(Files.readString(file))
        .contains(sentence.replace("<", "&lt;"))
        .contains("class=\"headline biased\"");
    JsonNode figures = JsonMapper.shared().readTree(report("--json").out());
    assertThat(figures.get("bias_verdict").asString()).isEqualTo("biased");
    assertThat(figures.at("/figures/attrition/share").asDouble()).isBetween(0.07, 0.09);
    assertThat(figures.at("/figures/bias/mos/test/ks_distance").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void attritionAtRandomIsNotCalledBias() throws Exception {
    run(4000, atRandom());

    CommandResult result = report();

    assertThat(result.err()).contains("show no sign of bias").doesNotContain("too few");
    String page = Files.readString(bed.folder().resolve("konvid_150k.jsonl.report.html"));
    assertThat(page).contains("class=\"headline none\"").doesNotContain("Loss differs");
    assertThat(JsonMapper.shared().readTree(report("--json").out()).get("bias_verdict").asString())
        .isEqualTo("none");
  }

  @Test
  void theSlowestHostsAreTold() throws Exception {
    run(30, atRandom());
    assertThat(report("--format=md", "--report-out=-").out())
        .contains("There are no timings of hosts yet");
    Files.writeString(
        bed.folder().resolve("konvid_150k.jsonl.manifest.json"),
        """
        {"stats": {"hosts": {"fast.example": {"clips": 90, "bytes": 180000000, "seconds": 45.0, "more": 1},
          "<b>slow</b>": {"clips": 10, "bytes": 5000000, "seconds": 155.25}, "strange.example": 7,
          "dead.example": {"clips": 0, "bytes": 0, "seconds": 9.5}}}}
        """);

    String page = report("--format=md", "--report-out=-").out();

    assertThat(page)
        .contains(
            "2.10 s per clip over all 3 hosts, failed attempts included, in finished runs; the slowest is")
        .containsSubsequence(
            "15.53",
            "32.2 kB/s",
            "dead.example",
            "fast.example | 90 | 180.0 MB | 45.00 | 0.50 | 4.0 MB/s");
    assertThat(report().status()).isZero();
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.report.html")))
        .contains("Slowest hosts")
        .doesNotContain("<b>slow");
    JsonNode transfers =
        JsonMapper.shared().readTree(report("--json").out()).at("/figures/transfers");
    assertThat(transfers.get(2).toString())
        .isEqualTo("{\"host\":\"fast.example\",\"clips\":90,\"bytes\":180000000,\"seconds\":45.0}");
  }

  @Test
  void thePageAsksNobodyAndShowsHostileNamesAsText() throws Exception {
    run(300, atRandom());

    assertThat(report().status()).isZero();

    String page = Files.readString(bed.folder().resolve("konvid_150k.jsonl.report.html"));
    String withoutLibrary =
        page.substring(0, page.lastIndexOf("<script>", page.lastIndexOf("<script>") - 1));
    assertThat(withoutLibrary)
        .contains("&lt;img src&#61;x onerror&#61;alert(1)&gt;")
        .doesNotContain("<img")
        .doesNotContain("</script><b>")
        .doesNotContain("src=\"")
        .doesNotContain("@import")
        .doesNotContain("url(");
    // Three scripts and nobody else's: the policy has the hashes of two, the third is data.
    assertThat(
            Pattern.compile("<script")
                .matcher(withoutLibrary + "<script><script>")
                .results()
                .count())
        .isEqualTo(3);
    assertThat(page).contains("default-src 'none'").contains("globalThis");
    assertThat(page).contains("<th scope=\"row\">http-404</th>");
  }

  @Test
  void markdownEscapesWhatItWouldTakeForItsOwn() throws Exception {
    run(300, atRandom());

    CommandResult result = report("--format", "md", "--report-out", "-");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("# konvid-150k: report\n")
        .contains("## Are the lost clips different?")
        .contains("\\<img src=x onerror=alert(1)\\>\\|\\`x\\`.mp4 | 3.50 | \\<img")
        .contains("| outcome | rows | share |\n|---|---|---|\n| written |")
        .doesNotContain("&lt;");
    assertThat(Files.exists(bed.folder().resolve("konvid_150k.jsonl.report.md"))).isFalse();
  }

  @Test
  void nothingToReportOnIsBadInput() throws Exception {
    bed.row("a.mp4", "", "3").write();

    CommandResult result = report();

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("nothing to report yet");
    bed = new CorpusBed(temporary.resolve("empty"));
    assertThat(report().status()).isEqualTo(2);
  }

  @Test
  @Tag("soak")
  void aHundredAndFiftyThousandRowsNeedNoMoreThanASmallHeap() throws Exception {
    run(150_000, theBad());

    Child.Ended ended =
        new Child.Setup(temporary).run("report", "--konvid-dir", bed.folder().toString());

    assertThat(ended.err()).contains("have a lower MOS");
    assertThat(ended.status()).isZero();
  }
}
