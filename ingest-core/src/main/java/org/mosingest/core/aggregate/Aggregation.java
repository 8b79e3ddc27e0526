package org.mosingest.core.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.DurableFiles;

/**
 * Puts the outputs of several corpora into one file, scores and spreads on 0 to 100: a row for each
 * clip, by corpus and hash. Memory does not grow with the rows. The same inputs give the same
 * bytes, and so does an aggregation that is aggregated again. To be used once; not thread-safe.
 */
public final class Aggregation {

  /** Half of it in memory while another sort is emptied: far below any heap. */
  private static final long HELD_CHARS = 16L << 20;

  private static final int LONGEST_LINE = 1 << 20;

  private static final long WIDE = 1_000_000_000_000_000L;

  private final Map<String, AggregateScale> scales = new LinkedHashMap<>();
  private final long heldChars;
  private final Examples.Counter unknown = new Examples.Counter();
  private final Examples.Counter badScale = new Examples.Counter();
  private final Examples.Counter malformed = new Examples.Counter();
  private final Examples.Counter badSpread = new Examples.Counter();
  private final Examples.Counter badCount = new Examples.Counter();
  private int seen;
  private int missing;
  private long rowsIn;
  private long rowsOut;
  private long crossCorpus;
  private long sameCorpus;
  private String newest = "";

  /** An aggregation of rows of these corpora. */
  public Aggregation(List<Corpus> corpora) {
    this(corpora, HELD_CHARS);
  }

  Aggregation(List<Corpus> corpora, long heldChars) {
    corpora.forEach(corpus -> scales.put(corpus.id(), AggregateScale.of(corpus)));
    this.heldChars = heldChars;
  }

  /** What is done to each corpus's scores, for the replay manifest. */
  public Map<String, Object> conversions() {
    Map<String, Object> conversions = new TreeMap<>();
    scales
        .values()
        .forEach(
            scale ->
                conversions.put(
                    scale.label(),
                    Map.of(
                        "slope", scale.slope(),
                        "intercept", scale.intercept(),
                        "lowest", scale.lowest(),
                        "highest", scale.highest(),
                        "mos_native_scale", scale.scaleName())));
    return conversions;
  }

  /** Whether rows of that label can be taken. */
  public boolean knows(String label) {
    return scales.containsKey(label);
  }

  /**
   * Aggregates.
   *
   * @param inputs JSONL files; those that are not there are counted and left out
   * @param labels labels that hold for all rows of an input
   * @param output replaced in one step; the caller holds it
   * @throws IOException if a file cannot be read or the output not be written; it is as before then
   */
  public AggregateCounts write(List<Path> inputs, Map<Path, String> labels, Path output)
      throws IOException {
    try (SortFolder parts = SortFolder.beside(output);
        LineSort byClip = new LineSort(parts.folder("by-clip"), heldChars);
        LineSort byCorpus = new LineSort(parts.folder("by-corpus"), heldChars)) {
      for (Path input : inputs) {
        if (Files.isRegularFile(input)) {
          seen++;
          read(input, Optional.ofNullable(labels.get(input)), byClip);
        } else {
          missing++;
        }
      }
      ClipGroup group = new ClipGroup(byCorpus);
      byClip.forEach(group::line);
      group.end();
      DurableFiles.replace(output, out -> emit(byCorpus, out));
      return new AggregateCounts(
          seen,
          missing,
          rowsIn,
          rowsOut,
          crossCorpus,
          sameCorpus,
          new AggregateCounts.Dropped(
              unknown.examples(), badScale.examples(), malformed.examples()),
          new AggregateCounts.Doubtful(badSpread.examples(), badCount.examples()));
    }
  }

  private void emit(LineSort byCorpus, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    rowsOut = 0;
    byte[] head = ("{\"aggregated_at_utc\":\"" + newest + "\",").getBytes(UTF_8);
    byCorpus.forEach(
        line -> {
          buffered.write(head);
          buffered.write(line.substring(line.lastIndexOf('\t') + 1).getBytes(UTF_8));
          buffered.write('\n');
          rowsOut++;
        });
    buffered.flush();
  }

  private void read(Path input, Optional<String> label, LineSort byClip) throws IOException {
    String shown = Text.printable(input.toString());
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    byte[] block = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(input)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        int from = 0;
        for (int i = 0; i < read; i++) {
          if (block[i] == '\n') {
            keep(line, block, from, i - from);
            take(shown, ++number, line.toByteArray(), label, byClip);
            line.reset();
            from = i + 1;
          }
        }
        keep(line, block, from, read - from);
      }
      take(shown, ++number, line.toByteArray(), label, byClip);
    }
  }

  /** More of a line; of one that is too long no more than tells that it is. */
  private static void keep(ByteArrayOutputStream line, byte[] block, int from, int length) {
    line.write(block, from, Math.min(length, LONGEST_LINE + 1 - line.size()));
  }

  private void take(String file, long number, byte[] line, Optional<String> label, LineSort byClip)
      throws IOException {
    if (isBlank(line)) {
      return;
    }
    rowsIn++;
    if (line.length > LONGEST_LINE) {
      malformed.add(file + ":" + number + ": the line is longer than " + LONGEST_LINE + " bytes");
      return;
    }
    switch (RowConversion.convert(line, label, scales)) {
      case RowConversion.Converted.UnknownCorpus(String why) ->
          unknown.add(file + ":" + number + ": " + why);
      case RowConversion.Converted.BadScale(String why) ->
          badScale.add(file + ":" + number + ": " + why);
      case RowConversion.Converted.Malformed(String why) ->
          malformed.add(file + ":" + number + ": " + why);
      case RowConversion.Converted.Row row -> {
        row.badSpread().ifPresent(why -> badSpread.add(file + ":" + number + ": " + why));
        row.badCount().ifPresent(why -> badCount.add(file + ":" + number + ": " + why));
        // Text order is time's order: all are written in UTC to the second.
        if (row.ingestedAt().compareTo(newest) > 0 && isInstant(row.ingestedAt())) {
          newest = row.ingestedAt();
        }
        byClip.add(
            String.join(
                "\t",
                row.key(),
                // As wide for each, so that text order is theirs.
                Long.toString(WIDE + rowsIn),
                row.label(),
                String.valueOf(row.spread()),
                row.sha256(),
                row.rest()));
      }
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Only looked at where it would be the newest so far, which is rare. */
  private static boolean isInstant(String text) {
    try {
      return !OffsetDateTime.parse(text).toString().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The rows of one clip, one after the other: the best of them is kept. */
  private final class ClipGroup {
    private final LineSort byCorpus;
    private String[] best = {};

    ClipGroup(LineSort byCorpus) {
      this.byCorpus = byCorpus;
    }

    void line(String line) throws IOException {
      String[] next = line.split("\t", 6);
      if (best.length == 0 || !best[0].equals(next[0])) {
        end();
        best = next;
        return;
      }
      if (best[2].equals(next[2])) {
        sameCorpus++;
        return;
      }
      crossCorpus++;
      if (isSurer(Double.parseDouble(next[3]), Double.parseDouble(best[3]))) {
        best = next;
      }
    }

    /** The smaller spread is the surer one; 0 means that it is not known. */
    private static boolean isSurer(double spread, double than) {
      return spread > 0 && (than <= 0 || spread < than);
    }

    void end() throws IOException {
      if (best.length > 0) {
        byCorpus.add(String.join("\t", best[2], best[4], best[0], best[5]));
        best = new String[0];
      }
    }
  }
}
