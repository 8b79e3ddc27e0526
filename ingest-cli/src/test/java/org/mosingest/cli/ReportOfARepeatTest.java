package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the report says of a run that found its rows in the output already. */
final class ReportOfARepeatTest extends WeaknessTestBase {

  private static final String REPEAT =
      "The last run wrote 1 row; 3 were already in the output, 1 was a duplicate of another row.";

  @Test
  void rowsThatWereThereAreToldApartFromDuplicates() throws Exception {
    for (int i = 0; i < 3; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    bed.local("twin.mp4", CorpusBed.fake(1), "1.0").write();
    run();

    assertThat(report("--format=md", "--report-out=-")).doesNotContain("already in the output");
    assertThat(lastRun()).isEqualTo("{\"written\":3,\"already_in_output\":0,\"duplicates\":1}");

    bed.local("new.mp4", CorpusBed.fake(9), "2.0").write();
    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 4 dedups");

    assertThat(report("--format=md", "--report-out=-")).contains(REPEAT);
    report();
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.report.html")))
        .contains(REPEAT);
    assertThat(lastRun()).isEqualTo("{\"written\":1,\"already_in_output\":3,\"duplicates\":1}");
    JsonNode books = books();
    assertThat(books.path("written").asInt()).as("rows by their fate").isEqualTo(4);
    assertThat(books.path("dedups").asInt()).isEqualTo(1);
    assertThat(books.path("differences")).isEmpty();
    assertThat(replay("/stats/already_in_output").asInt()).isEqualTo(3);
  }

  private String lastRun() {
    return books().path("last_run").toString();
  }

  private JsonNode books() {
    return JsonMapper.shared().readTree(report("--json")).at("/figures/books");
  }

  private String report(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("report", "--konvid-dir", bed.folder().toString(), "--min-rows", "0"));
    all.addAll(List.of(arguments));
    CommandResult result = CommandResult.of(all);
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }
}
