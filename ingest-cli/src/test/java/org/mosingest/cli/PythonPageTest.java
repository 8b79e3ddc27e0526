package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/python.md}, run over exports of a corpus. */
@Timeout(300)
final class PythonPageTest {

  private static final Path PAGE = Path.of("../docs/python.md");
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String CORPUS = "/data/konvid-150k";

  @TempDir Path temporary;
  private ExportBed bed;
  private List<String> snippets;

  @BeforeEach
  void readThePage() throws IOException {
    assumeTrue(Files.isExecutable(PYTHON), "no python3");
    bed = new ExportBed(temporary);
    snippets =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .toList();
  }

  /** The one snippet in which that is said, its paths those of the bed. */
  private String snippet(String said) {
    List<String> found = snippets.stream().filter(text -> text.contains(said)).toList();
    assertThat(found).as(said).hasSize(1);
    return found.getFirst().replace(CORPUS, bed.folder().toString());
  }

  private String run(String script) throws IOException, InterruptedException {
    Path file = temporary.resolve("snippet.py");
    Files.writeString(file, script);
    ProcessBuilder python =
        new ProcessBuilder(PYTHON.toString(), file.toString())
            .directory(temporary.toFile())
            .redirectErrorStream(true);
    python.environment().put("PYTHONUTF8", "1");
    Process process = python.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  @Test
  void aTrainersReaderTakesTheRowsAsTheyAre() throws Exception {
    double sum = bed.json().stream().mapToDouble(row -> row.get("mos").asDouble()).sum();

    String[] said = run(snippet("konvid_150k.jsonl")).split(" ", -1);

    assertThat(said[0]).isEqualTo("300");
    assertThat(Double.parseDouble(said[1])).isBetween(sum / 300 - 1e-9, sum / 300 + 1e-9);
  }

  @Test
  void theCsvIsReadByTheStandardLibrary() throws Exception {
    bed.exported("csv", "konvid.csv", "--split", "train=0.8,test=0.2");
    long train =
        Files.readAllLines(temporary.resolve("konvid.csv")).stream()
            .filter(line -> line.endsWith(",train"))
            .count();

    assertThat(run(snippet("csv.DictReader(file))\ntrain =") + "\nprint(len(train), train[0][1])"))
        .startsWith(train + " ");
  }

  @Test
  void shardsAreReadByTheirIndex() throws Exception {
    bed.exported("webdataset", "shards");

    assertThat(run(snippet("shards/index.csv")))
        .isEqualTo(
            bed.json().getFirst().get("src").asString()
                + " "
                + bed.json().getFirst().get("mos").asString());
  }

  /** Torch is too large for a test; of it the snippet needs no more than a class's name. */
  @Test
  void aDatasetOfTorchHandsOutClipsAndScores() throws Exception {
    bed.exported("csv", "konvid.csv", "--split", "train=0.8,test=0.2");
    Path stub = Files.createDirectories(temporary.resolve("torch/utils"));
    Files.writeString(temporary.resolve("torch/__init__.py"), "");
    Files.writeString(stub.resolve("__init__.py"), "");
    Files.writeString(stub.resolve("data.py"), "class Dataset:\n    pass\n");

    String said =
        run(
            snippet("class Clips(Dataset)")
                + "\nclips = Clips('konvid.csv', '"
                + bed.folder()
                + "', 'test', lambda file: file.read_bytes())\n"
                + "print(all(clip.startswith(b'clip ') and 1 <= mos <= 5 for clip, mos in"
                + " (clips[i] for i in range(len(clips)))), len(clips) > 30)");

    assertThat(said).isEqualTo("True True");
  }

  @Test
  void everySnippetIsPython() throws Exception {
    assertThat(snippets).hasSizeGreaterThan(5);
    for (String snippet : snippets) {
      Files.writeString(temporary.resolve("page.py"), snippet);
      assertThat(run("compile(open('page.py', encoding='utf-8').read(), 'page.py', 'exec')"))
          .isEmpty();
    }
  }
}
