package org.mosingest.core.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.packed.KeyIndex;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The file beside an output that tells which clips are failed or broken: a JSON object a line, in
 * manifest order. A run reads it again only for what is known nowhere else, how often and when a
 * clip was tried; a report reads all of it.
 */
public final class FailuresFile {

  private static final Logger LOG = LoggerFactory.getLogger(FailuresFile.class);

  /** The stream that is written to is another's to flush and close. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final String SUFFIX = ".failures.ndjson";

  /** The suffix until version 0.1: readers that look for {@code *.jsonl} took it for rows. */
  private static final String FORMER_SUFFIX = ".failures.jsonl";

  private FailuresFile() {}

  /**
   * The file of an output: the whole output name, then a suffix, so that no two outputs share it.
   */
  public static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + SUFFIX);
  }

  /** The name that the file had until version 0.1. */
  private static Path former(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX)
        ? file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + FORMER_SUFFIX)
        : file;
  }

  /** Removes the file under its former name, unless another program's file has that name. */
  private static void removeFormer(Path file) throws IOException {
    Path former = former(file);
    if (former.equals(file) || !Files.isRegularFile(former, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (BufferedReader lines = reader(former)) {
      @Nullable String first = lines.readLine();
      if (first != null && line(first).isEmpty()) {
        return;
      }
    }
    Files.delete(former);
  }

  /**
   * Not Files.newBufferedReader: what is no UTF-8 is a strange line and not a file that cannot be
   * read.
   */
  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8));
  }

  /**
   * Replaces the file, and removes the one under its former name.
   *
   * @param rows the manifest's
   * @param failure what became of the clip that a row is the first to name; empty if it has not
   *     failed
   * @throws IOException if it cannot be written; the old file stays
   */
  public static void write(
      Path file, List<ManifestRow> rows, Function<ManifestRow, Optional<ClipFailure>> failure)
      throws IOException {
    DurableFiles.replace(
        file,
        out -> {
          for (ManifestRow row : rows) {
            Optional<ClipFailure> failed = row.isRepeat() ? Optional.empty() : failure.apply(row);
            if (failed.isPresent()) {
              write(out, row.clip(), failed.get());
            }
          }
        });
    removeFormer(file);
  }

  private static void write(OutputStream out, Clip clip, ClipFailure failure) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("name", failure.name());
      json.writeStringProperty("path", clip.pathBelowCorpus());
      json.writeStringProperty("url", failure.url());
      json.writeStringProperty("kind", failure.kind().id());
      json.writeStringProperty("reason", wellFormed(failure.reason().text()));
      if (failure.attempts().isPresent()) {
        json.writeNumberProperty("attempts", failure.attempts().getAsInt());
      } else {
        json.writeNullProperty("attempts");
      }
      json.writeStringProperty("last_utc", RowJson.utcSeconds(failure.at()));
      json.writeNumberProperty("bytes_so_far", failure.bytesKept());
      json.writeEndObject();
    }
    out.write('\n');
  }

  /**
   * A reason may come from a progress file that somebody edited, and hold a lone surrogate, which
   * UTF-8 cannot.
   */
  private static String wellFormed(String reason) {
    return new String(reason.getBytes(UTF_8), UTF_8);
  }

  /**
   * Reads the file, or the one under its former name, if there is one. A line that is not as this
   * program writes it is left out, and reported.
   *
   * @param rows the manifest's
   * @param each told of each clip that the manifest has, with the index of the first row that names
   *     it
   * @throws IOException if there is a file that cannot be read
   */
  public static void read(Path file, List<ManifestRow> rows, Consumer<ClipFailure> each)
      throws IOException {
    try (BufferedReader lines = reader(Files.exists(file) ? file : former(file))) {
      @Nullable String text = lines.readLine();
      if (text == null) {
        return;
      }
      KeyIndex places = places(rows);
      int strange = 0;
      for (; text != null; text = lines.readLine()) {
        Optional<Line> line = line(text);
        if (line.isEmpty()) {
          strange++;
          continue;
        }
        String path = line.get().path;
        int place = places.find(path, at -> rows.get(at).clip().pathBelowCorpus().equals(path));
        if (place != KeyIndex.NONE) {
          each.accept(line.get().failure(place, rows.get(place).clip()));
        }
      }
      if (strange > 0) {
        LOG.warn(
            "{} is damaged: {} ignored, so the attempts of some clips are not known",
            Text.printable(file.toString()),
            Counted.of(strange, "line was", "lines were"));
      }
    } catch (NoSuchFileException e) {
      // The first run into this output.
    }
  }

  private static KeyIndex places(List<ManifestRow> rows) {
    KeyIndex places = new KeyIndex();
    for (ManifestRow row : rows) {
      if (!row.isRepeat()) {
        places.put(row.clip().pathBelowCorpus(), row.index());
      }
    }
    return places;
  }

  private record Line(
      String path,
      String url,
      ClipFailure.Kind kind,
      String reason,
      OptionalInt attempts,
      Instant at,
      long bytes) {
    ClipFailure failure(int place, Clip clip) {
      return new ClipFailure(
          place, clip.name().value(), url, kind, Reason.parse(reason), at, attempts, bytes);
    }
  }

  /** What a line says; empty if it is none of ours. */
  private static Optional<Line> line(String text) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        @Nullable JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          texts.put(name, json.getString());
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return Optional.empty();
    }
    try {
      String attempts = texts.get("attempts");
      return Optional.of(
          new Line(
              need(texts, "path"),
              need(texts, "url"),
              ClipFailure.Kind.ofId(need(texts, "kind")),
              need(texts, "reason"),
              attempts == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(attempts)),
              OffsetDateTime.parse(need(texts, "last_utc")).toInstant(),
              Long.parseLong(need(texts, "bytes_so_far"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String need(Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return text;
  }
}
