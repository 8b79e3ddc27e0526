package org.mosingest.daemon.runs.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.VideoFacts;
import tools.jackson.databind.json.JsonMapper;

/** A corpus folder, its manifest and what came out. */
final class TestCorpus {

  final Path folder;
  private final List<String> lines = new ArrayList<>(List.of("file_name,url,mos"));

  TestCorpus(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("clips"));
  }

  /** A clip that the fake probe takes for a video and a download for more than text. */
  static byte[] video(String seed) {
    return FakeClipProbe.video(new VideoFacts(640, 360, 25.0, 5.0, "yuv420p", "h264"), "\0" + seed);
  }

  /** A row whose clip lies there. */
  TestCorpus local(String name) throws IOException {
    return local(name, name);
  }

  /** A row whose clip lies there, with bytes of one's own. */
  TestCorpus local(String name, String seed) throws IOException {
    Files.write(folder.resolve("clips").resolve(name), video(seed));
    lines.add(name + ",,3.5");
    return this;
  }

  /** A row whose clip is to be fetched; without a URL it cannot be had. */
  TestCorpus remote(String name, String url) {
    lines.add(name + "," + url + ",3.5");
    return this;
  }

  /** The options of a run over it. */
  RunOptions options() throws IOException {
    Files.write(folder.resolve("manifest.csv"), lines, UTF_8);
    return RunOptions.of(KnownCorpora.standard(), folder).minRows(0).retries(0).build();
  }

  /** The clips' names in the output, line by line. */
  List<String> written() throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("konvid_150k.jsonl"))) {
      names.add(JsonMapper.shared().readTree(line).get("src").asString());
    }
    return names;
  }

  /** All instants in the output. */
  List<String> instants() throws IOException {
    List<String> instants = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("konvid_150k.jsonl"))) {
      instants.add(JsonMapper.shared().readTree(line).get("ingested_at_utc").asString());
    }
    return instants.stream().distinct().toList();
  }
}
