package org.mosingest.cli.demo;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.run.RunProgress;
import tools.jackson.databind.JsonNode;

/**
 * What the demo tells, part by part.
 *
 * @param page where it is told
 */
record DemoStory(DemoPage page) {

  private static final Comparator<Proof.Continued> BY_NAME =
      Comparator.comparing(Proof.Continued::clip);
  private static final int REASON_WIDTH = 53;

  void title() {
    page.title("MOS Ingest, the demo: a small corpus over real HTTP, interrupted and resumed");
  }

  void making() {
    page.step(1, "Make a corpus");
  }

  void made(DemoCorpus corpus, double seconds) {
    int clips = DemoCorpus.expected(DemoClip.Outcome.ROW).size();
    page.line(
        "%d real clips, %s, made in %.1f s with the bundled ffmpeg:",
        clips, ByteFormat.HUNDREDTHS.of(corpus.bytes()), seconds);
    page.line("h264, vp9, av1 and mpeg4; mp4, mov, mkv and webm; 24 to 60 frames a second.");
    page.line(
        "The manifest has %d rows: one clip comes twice, one under two names, one is",
        DemoClips.ALL.size());
    page.line(
        "cut short, and %d are not available.",
        DemoCorpus.expected(DemoClip.Outcome.DOWNLOAD_FAILED).size());
    page.note("The pictures are synthetic; MOS, SD and number of ratings are made up.");
  }

  void serving(DemoServer server) {
    page.step(2, "Serve it at " + server.base() + ", as badly as the web does");
    Map<DemoFault, List<String>> names =
        DemoClips.ALL.stream()
            .collect(
                Collectors.groupingBy(
                    DemoClip::fault,
                    TreeMap::new,
                    Collectors.mapping(DemoClip::name, Collectors.toList())));
    names.forEach(
        (fault, clips) -> {
          if (fault != DemoFault.NONE) {
            page.line("%-33s %s", describe(fault), String.join(", ", clips));
          }
        });
  }

  private static String describe(DemoFault fault) {
    return switch (fault) {
      case NONE -> "";
      case NOT_FOUND -> "404, not found";
      case GONE -> "410, gone";
      case DROPPED_CONNECTION -> "connection dropped half way";
      case STALL -> "silence after a third";
      case BUSY -> "503, Retry-After: 1, then fine";
      case HTML_PAGE -> "a login page instead of a video";
      case REDIRECT -> "302 to another address";
    };
  }

  void interrupting(long bytesPerSecond) {
    page.step(3, "Ingest it, and interrupt it after a third");
    page.note(
        "Slowed to %s/s per connection, to leave time to interrupt it.",
        ByteFormat.HUNDREDTHS.of(bytesPerSecond));
  }

  void interrupted(RunProgress progress, LeftOnDisk left) {
    Books books = progress.books();
    page.line(
        "Interrupted: of %d rows, %s settled and %s written.",
        books.rows(),
        Counted.of(left.settled().size(), "download"),
        Counted.of(books.written(), "row"));
    page.line(
        "Cut off in the middle: %s; their %s stay on disk.",
        Counted.of(left.parts().size(), "download"), ByteFormat.HUNDREDTHS.of(left.partBytes()));
  }

  void resuming() {
    page.step(4, "Run it again: it continues where it stopped");
    page.note("At full speed now. One transfer stalls and times out after 3 s.");
  }

  void finished(RunProgress progress, double seconds, Proof proof, DemoCorpus corpus) {
    page.line(
        "Finished in %.1f s: %s. Continued, not started again:",
        seconds, Counted.of(progress.books().written(), "more row"));
    for (Proof.Continued part : proof.continued().stream().sorted(BY_NAME).toList()) {
      page.line(
          "%-18s from byte %,7d of %,7d  %s",
          part.clip(),
          part.from(),
          corpus.sizes().getOrDefault(part.clip(), 0L),
          part.interrupted() ? "was interrupted" : cut(part.clip()));
    }
  }

  private static String cut(String clip) {
    DemoFault fault =
        DemoClips.ALL.stream()
            .filter(row -> row.name().equals(clip))
            .findFirst()
            .orElseThrow()
            .fault();
    return switch (fault) {
      case DROPPED_CONNECTION -> "connection was dropped";
      case STALL -> "server went silent";
      case NONE, NOT_FOUND, GONE, BUSY, HTML_PAGE, REDIRECT -> "was cut off";
    };
  }

  void rows(List<JsonNode> rows) {
    page.step(5, "The " + rows.size() + " rows, in the manifest's order");
    page.note(
        "%-18s %9s  %-9s %7s %7s  %-6s %5s", "src", "size", "w x h", "fps", "s", "codec", "mos");
    for (JsonNode row : rows) {
      page.line(
          "%-18s %9s  %-9s %7s %7.2f  %-6s %5.2f",
          row.path("src").asString(),
          ByteFormat.HUNDREDTHS.of(row.path("src_size_bytes").asLong()),
          row.path("width").asInt() + "x" + row.path("height").asInt(),
          rate(row.path("framerate").asDouble()),
          row.path("duration_s").asDouble(),
          row.path("encoder_upstream").asString(),
          row.path("mos").asDouble());
    }
  }

  private static String rate(double framesPerSecond) {
    return String.format(
        Locale.ROOT,
        framesPerSecond == Math.rint(framesPerSecond) ? "%.0f" : "%.3f",
        framesPerSecond);
  }

  void failures(List<ClipFailure> failures) {
    page.step(6, "Clips without a row, by reason");
    Map<String, List<ClipFailure>> byWord =
        failures.stream()
            .collect(Collectors.groupingBy(ClipFailure::word, TreeMap::new, Collectors.toList()));
    byWord.forEach(
        (word, clips) -> {
          page.line("%d  %s", clips.size(), word);
          for (ClipFailure clip : clips) {
            page.note("   %-20s %s", clip.name(), details(clip));
          }
        });
    page.line(
        "Duplicates, without a row of their own: %s",
        String.join(", ", DemoCorpus.expected(DemoClip.Outcome.DUPLICATE)));
  }

  private static String details(ClipFailure failure) {
    String details =
        failure.reason().text().substring(failure.word().length()).replaceFirst("^: ", "");
    return details.length() <= REASON_WIDTH
        ? details
        : details.substring(0, REASON_WIDTH - 3) + "...";
  }

  void proof(Proof proof, DemoCorpus corpus, Verdict verdict) {
    page.step(7, "Proof, from the server's own log");
    page.line(
        "%d requests, %d of them for the rest of a clip (Range). Of %s of clips,",
        proof.requests(), proof.ranged(), ByteFormat.HUNDREDTHS.of(corpus.bytes()));
    page.line(
        "%s were sent; %s twice: what was on the wire when it was cut.",
        ByteFormat.HUNDREDTHS.of(proof.bytesSent()),
        proof.bytesTwice() == 0 ? "nothing" : ByteFormat.HUNDREDTHS.of(proof.bytesTwice()));
    verdict.claims().forEach(claim -> page.check(claim.holds(), "%s", claim.text()));
  }

  void files(RunOptions options) {
    page.heading("Files, in " + options.folder());
    page.named("rows", "%s", options.output().getFileName());
    page.named("replay", "%s", options.manifestOut().getFileName());
    page.named("progress", "%s", options.progressPath().getFileName());
    page.named("clips", "%s/", options.manifest().clipsSubdir());
  }

  void next(String program, Path corpus, boolean canCheck) {
    page.heading("Next");
    page.command(
        program + " run --konvid-dir " + quoted(corpus) + " --min-rows 1",
        "the same corpus again: the server is gone, so everything comes from disk");
    if (canCheck) {
      page.command(
          program + " doctor --konvid-dir DIR",
          "is a real corpus, and this machine, ready for a run?");
    }
    page.command(
        program + " run --konvid-dir DIR",
        "a real corpus: DIR holds its manifest.csv, or the split score files");
  }

  /** As a shell takes it for one word. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
