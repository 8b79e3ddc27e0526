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
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest doctor} from its options to its exit status, as text and as JSON. */
@Timeout(180)
final class DoctorCommandTest {

  @TempDir Path temporary;
  private CorpusBed bed;
  private Path ffprobe;

  @BeforeEach
  void makeCorpus() throws Exception {
    bed = new CorpusBed(temporary.resolve("corpus"));
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
  }

  private CommandResult doctor(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "doctor",
                "--konvid-dir",
                bed.folder().toString(),
                "--min-rows",
                "0",
                "--min-free",
                "0"));
    if (!List.of(arguments).contains("--ffprobe-bin")) {
      all.addAll(List.of("--ffprobe-bin", ffprobe.toString()));
    }
    all.addAll(List.of(arguments));
    return CommandResult.of(all);
  }

  @Test
  void aHealthyCorpusMayBegin() throws Exception {
    ClipZoo.H264_MP4.copyTo(bed.clip("a.mp4"));
    bed.row("a.mp4", "", "1.5").write();
    String before = CorpusBed.snapshot(bed.folder()).keySet().toString();

    CommandResult result = doctor();

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("ok       manifest     ")
        .doesNotContain("problem  ")
        .doesNotContain("warning  ");
    assertThat(result.out().lines()).last().isEqualTo("0 problems, 0 warnings: a run can start");
    assertThat(result.status()).isZero();
    assertThat(CorpusBed.snapshot(bed.folder()).keySet()).hasToString(before);
  }

  @Test
  void badInputIsStatusTwoAndABadMachineThree() throws Exception {
    bed.row("a.mp4", "", "1.5").write();
    CommandResult input = doctor();
    assertThat(input.out())
        .contains("problem  clips        the only label does not have a clip")
        .contains("fix: put the clips at");
    assertThat(input.out().lines())
        .last()
        .asString()
        .endsWith("a run would be useless; fix the input first");
    assertThat(input.status()).isEqualTo(2);

    Files.write(bed.clip("a.mp4"), CorpusBed.fake(1));
    CommandResult machine =
        doctor(
            "--output",
            bed.clip("a.mp4").resolve("out.jsonl").toString(),
            "--ffprobe-bin",
            "/no/ffprobe");
    assertThat(machine.out().lines())
        .last()
        .isEqualTo("2 problems, 0 warnings: a run would stop; fix this machine first");
    assertThat(machine.status()).isEqualTo(3);
  }

  @Test
  void jsonIsOneDocumentOfAFixedShape() throws Exception {
    Files.writeString(
        bed.folder().resolve("manifest.csv"), "name,mos\n\"a\u001b[31m.mp4\",nan\nb.mp4,7\n");
    Files.write(bed.clip("b.mp4"), CorpusBed.fake(1));

    CommandResult result = doctor("--json");

    assertThat(result.status()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode document = JsonMapper.shared().readTree(result.out());
    assertThat(document.propertyNames())
        .containsExactly("schema", "corpus", "folder", "exit_status", "findings");
    assertThat(document.get("schema").asString()).isEqualTo("ingest-doctor-v1");
    assertThat(document.get("exit_status").asInt()).isZero();
    for (JsonNode finding : document.get("findings")) {
      assertThat(finding.get("severity").asString()).isIn("ok", "note", "warning", "problem");
      assertThat(finding.has("todo")).isEqualTo(!finding.get("severity").asString().equals("ok"));
      assertThat(finding.has("blame"))
          .isEqualTo(finding.get("severity").asString().equals("problem"));
      assertThat(finding.get("check").asString()).matches("[a-z-]+");
    }
    assertThat(document.get("findings").toString())
        .contains("row is refused")
        .contains("outside the scale")
        .doesNotContain("\u001b");
  }

  @Test
  void aNegativeSampleIsBadUsage() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();

    assertThat(doctor("--samples", "-1").status()).isEqualTo(2);
    assertThat(doctor("--downloads", "0").status()).isEqualTo(2);
  }
}
