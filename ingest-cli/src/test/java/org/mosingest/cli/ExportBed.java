package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A corpus of 300 clips with its rows and its manifest, and exports of it. */
public final class ExportBed {

  /** How many clips there are, three of each source. */
  public static final int CLIPS = 300;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path temporary;
  private final Path folder;

  /** A corpus in a folder of its own below that one, where exports go. */
  public ExportBed(Path temporary) throws IOException {
    this.temporary = temporary;
    this.folder = temporary.resolve("corpus");
    Files.createDirectories(folder.resolve("clips"));
    List<String> lines = new ArrayList<>();
    StringBuilder manifest = new StringBuilder("file_name,url,MOS\n");
    for (int i = 0; i < CLIPS; i++) {
      byte[] clip = ("clip " + i + " ").repeat(1 + i % 97).getBytes(UTF_8);
      String name = "orig_" + (10_000 + i / 3) + "_" + i % 3 + "_é.mp4";
      double mos = 1 + (i * 37 % 400) / 100.0;
      Files.write(folder.resolve("clips").resolve(name), clip);
      lines.add(row(name, clip, mos));
      manifest.append(name).append(",,").append(mos).append('\n');
    }
    Files.writeString(folder.resolve("manifest.csv"), manifest);
    write(lines);
  }

  /** A row as runs write it. */
  public static String row(String name, byte[] clip, double mos) {
    return CorpusBed.line(
            name, clip, "960,540,29.97,8.0,yuv420p,h264", String.valueOf(mos), "0.5", "7")
        .replace("\"T\"", "\"2026-05-08T12:00:00+00:00\"");
  }

  /** The corpus's rows are these from now on. */
  public void write(List<String> lines) throws IOException {
    Files.writeString(rows(), String.join("\n", lines) + "\n");
  }

  /** The corpus. */
  public Path folder() {
    return folder;
  }

  /** The corpus's output. */
  public Path rows() {
    return folder.resolve("konvid_150k.jsonl");
  }

  /** The rows as JSON. */
  public List<JsonNode> json() throws IOException {
    return Files.readAllLines(rows()).stream().map(JSON::readTree).toList();
  }

  /** Exports into a file beside the corpus folder. */
  public CommandResult export(String format, String output, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "export",
                "--konvid-dir",
                folder.toString(),
                "--format",
                format,
                "--output",
                temporary.resolve(output).toString()));
    all.addAll(List.of(more));
    return CommandResult.of(all);
  }

  /** The same; it must work. */
  public Path exported(String format, String output, String... more) {
    CommandResult result = export(format, output, more);
    assertThat(result.status()).as(result.err()).isZero();
    return temporary.resolve(output);
  }
}
