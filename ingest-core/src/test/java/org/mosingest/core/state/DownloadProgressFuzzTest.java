package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.testkit.ParserFuzz;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A progress file and its journal, of any bytes, can be opened; what was readable is kept, what was
 * not is set aside with all its bytes, and what is written is read again as it was.
 *
 * <p>An input is a progress file, then perhaps {@link #JOURNAL} and the lines of a journal that
 * continues it.
 */
class DownloadProgressFuzzTest extends ParserFuzz {

  private static final String JOURNAL = "--journal--";

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Clip CLIP = new Clip("clips", new ClipName("new.mp4"), "", "new.mp4");

  private final Path folder = scratch();
  private final Path file = folder.resolve(".download-progress.json");
  private final Path journal = folder.resolve(".download-progress.json.journal");
  private final Path aside = folder.resolve(".download-progress.json.unreadable");

  DownloadProgressFuzzTest() throws IOException {}

  @DictionaryEntries({
    "{\"a.mp4\": {\"state\": \"done\"}}",
    "{\"a.mp4\": null}",
    "{\"state\": \"failed\", \"reason\": \"x\"}",
    "\"state\"",
    "\"reason\"",
    "\"done\"",
    "\"failed\"",
    JOURNAL,
    "\\ud800",
    "\\u0000",
    "{",
    "}",
    "\u0000",
    "\ufeff",
    "["
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    int cut = Bytes.indexOf(input, JOURNAL.getBytes(US_ASCII));
    byte[] snapshot = cut < 0 ? input : Arrays.copyOf(input, cut);
    Files.deleteIfExists(aside);
    Files.deleteIfExists(journal);
    Files.write(file, snapshot);
    if (cut >= 0) {
      String header = Sha256.finish(digestOf(snapshot)).hex() + "\n";
      byte[] lines = Arrays.copyOfRange(input, cut + JOURNAL.length(), input.length);
      Files.write(journal, Bytes.concat(header.getBytes(US_ASCII), lines));
    }
    boolean readable = ProgressJson.read(new ByteArrayInputStream(snapshot)).isPresent();

    DownloadProgress.Totals totals = totals();

    assertThat(Files.exists(aside)).as("set aside").isNotEqualTo(readable);
    if (!readable) {
      assertThat(Files.readAllBytes(aside)).isEqualTo(snapshot);
    }
    if (cut < 0 && readable) {
      comparedToATree(snapshot, totals);
    }
    byte[] written = Files.readAllBytes(file);
    assertThat(STRICT.readTree(written).size())
        .as("what is neither done nor failed is kept")
        .isGreaterThanOrEqualTo(totals.done() + totals.failed());
    assertThat(totals()).isEqualTo(totals);
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
    decisionOutlivesACrash(new String(input, ISO_8859_1));
    decisionOutlivesACrash(new String(input, UTF_8));
  }

  private static java.security.MessageDigest digestOf(byte[] bytes) {
    java.security.MessageDigest digest = Sha256.newDigest();
    digest.update(bytes);
    return digest;
  }

  private DownloadProgress.Totals totals() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      return progress.totals();
    }
  }

  /** What another reader finds in the file, unless it holds a key twice. */
  private static void comparedToATree(byte[] snapshot, DownloadProgress.Totals totals) {
    JsonNode tree;
    try {
      tree = STRICT.readTree(snapshot);
    } catch (JacksonException e) {
      return;
    }
    int done = 0;
    int failed = 0;
    for (JsonNode entry : tree.values()) {
      String state = entry.path("state").isString() ? entry.path("state").stringValue() : "";
      done += state.equals("done") ? 1 : 0;
      boolean retried = entry.path("retry").isBoolean() && entry.path("retry").booleanValue();
      failed += state.equals("failed") && !retried ? 1 : 0;
    }
    assertThat(totals).isEqualTo(new DownloadProgress.Totals(done, failed));
  }

  /**
   * The reason is any text: it is read from the journal of a process that was killed as it was
   * decided.
   */
  private void decisionOutlivesACrash(String reason) throws IOException {
    byte[] left;
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(CLIP, reason);
      left = Files.readAllBytes(journal);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "{}\n");
    byte[] header =
        (Sha256.finish(digestOf("{}\n".getBytes(US_ASCII))).hex() + "\n").getBytes(US_ASCII);
    byte[] decisions =
        left.length == 0 ? left : Arrays.copyOfRange(left, header.length, left.length);
    if (decisions.length > 0) {
      Files.write(journal, Bytes.concat(header, decisions));
      try (DownloadProgress progress = DownloadProgress.open(file)) {
        assertThat(progress.failure(CLIP)).contains(reason);
      }
    }
    Files.write(file, whole);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(CLIP)).contains(reason);
    }
  }
}
