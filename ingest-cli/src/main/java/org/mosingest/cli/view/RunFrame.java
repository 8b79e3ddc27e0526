package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.mosingest.core.row.ByteFormat;

/** Runs and their daemon at one moment, as lines for a screen. */
public final class RunFrame {

  private static final int SMALL_BAR = 20;

  private RunFrame() {}

  /** A run in the foreground, and how busy its pools are. */
  public static LiveScreen.Frame alone(
      Supplier<RunFacts> run, Supplier<DaemonFacts> load, Palette palette) {
    return (columns, rows) -> {
      List<AttributedString> lines =
          new ArrayList<>(of(List.of(run.get()), palette, columns, rows - 1));
      lines.add(daemon(load.get(), palette, columns));
      return lines;
    };
  }

  /** The runs and their daemon, as they are printed. */
  public static List<String> printed(List<RunFacts> runs, DaemonFacts daemon, OutputStyle paper) {
    List<AttributedString> lines = of(runs, paper.palette(), paper.columns(), Integer.MAX_VALUE);
    AttributedString load = daemon(daemon, paper.palette(), paper.columns());
    return Stream.concat(lines.stream(), Stream.of(load).filter(line -> line.length() > 0))
        .map(paper.palette()::written)
        .toList();
  }

  /**
   * All there is to see of the runs, in as many lines as there are; smaller where they would be too
   * many.
   */
  static List<AttributedString> of(List<RunFacts> runs, Palette palette, int columns, int rows) {
    List<AttributedString> full = full(runs, palette, columns);
    List<RunFacts> shorter = runs;
    if (full.size() > rows) {
      shorter = shorter.stream().map(run -> run.withLastFailures(List.of())).toList();
      full = full(shorter, palette, columns);
    }
    if (full.size() > rows) {
      shorter = shorter.stream().map(RunFacts::withoutActivity).toList();
      full = full(shorter, palette, columns);
    }
    if (full.size() <= rows) {
      return full;
    }
    List<AttributedString> small = new ArrayList<>();
    int shown = runs.size() <= rows ? runs.size() : Math.max(0, rows - 1);
    runs.subList(0, shown).forEach(run -> small.add(line(run, palette, columns)));
    if (shown < runs.size()) {
      small.add(palette.faint("… and " + (runs.size() - shown) + " more"));
    }
    return small;
  }

  private static List<AttributedString> full(List<RunFacts> runs, Palette palette, int columns) {
    List<AttributedString> full = new ArrayList<>();
    for (RunFacts run : runs) {
      if (!full.isEmpty()) {
        full.add(AttributedString.EMPTY);
      }
      full.addAll(full(run, palette, columns));
    }
    return full;
  }

  /** One run in a few lines: name, bar, pace, outcomes, reasons, the last failures. */
  private static List<AttributedString> full(RunFacts run, Palette palette, int columns) {
    List<AttributedString> lines = new ArrayList<>(head(run, palette, columns));
    String counts =
        "  "
            + Amounts.percent(run.counts().settled(), run.counts().rows())
            + "  "
            + run.counts().settled()
            + "/"
            + run.counts().rows();
    lines.add(
        new AttributedStringBuilder()
            .append(bar(run, palette, Math.max(1, columns - counts.length())))
            .append(FittedLine.cut(palette.plain(counts), columns - 1))
            .toAttributedString());
    lines.add(FittedLine.joined(columns, pace(run, palette)));
    lines.add(FittedLine.joined(columns, outcomes(run, palette)));
    if (!run.remarks().failures().isEmpty()) {
      lines.add(FittedLine.joined(columns, reasons(run, palette)));
    }
    ActivityLines.remarkable(run.remarks().activity())
        .forEach(line -> lines.add(FittedLine.cut(palette.plain("  " + line), columns)));
    run.remarks()
        .lastFailures()
        .forEach(failure -> lines.add(FittedLine.cut(palette.faint("  " + failure), columns)));
    return lines;
  }

  /** Its name, and what it waits for: beside it, or on a line of its own. */
  private static List<AttributedString> head(RunFacts run, Palette palette, int columns) {
    AttributedString name = FittedLine.cut(named(run, palette), columns);
    if (run.remarks().note().isEmpty()) {
      return List.of(name);
    }
    AttributedString note = palette.warning(run.remarks().note());
    AttributedString both = FittedLine.joined(columns, List.of(name, note));
    return both.columnLength() > name.columnLength()
        ? List.of(both)
        : List.of(
            name,
            FittedLine.cut(
                new AttributedStringBuilder().append("  ").append(note).toAttributedString(),
                columns));
  }

  /** One run in one line. */
  private static AttributedString line(RunFacts run, Palette palette, int columns) {
    AttributedString progress =
        new AttributedStringBuilder()
            .append(bar(run, palette, SMALL_BAR))
            .append(" " + Amounts.percent(run.counts().settled(), run.counts().rows()))
            .toAttributedString();
    List<AttributedString> parts = new ArrayList<>(List.of(named(run, palette), progress));
    parts.addAll(pace(run, palette));
    return FittedLine.joined(columns, parts);
  }

  /** The daemon's pools and disk. */
  static AttributedString daemon(DaemonFacts daemon, Palette palette, int columns) {
    List<AttributedString> parts = new ArrayList<>();
    for (DaemonFacts.Pool pool : daemon.pools()) {
      parts.add(
          palette.faint(
              "%s %d/%d busy, %d queued"
                  .formatted(pool.name(), pool.active(), pool.size(), pool.queued())));
    }
    if (daemon.diskFreeBytes() >= 0) {
      parts.add(palette.faint(ByteFormat.BRIEF.of(daemon.diskFreeBytes()) + " free"));
    }
    return FittedLine.joined(columns, parts);
  }

  private static AttributedString named(RunFacts run, Palette palette) {
    AttributedStringBuilder line =
        new AttributedStringBuilder().append(palette.strong(run.corpus()));
    if (!run.id().isEmpty()) {
      line.append("  ").append(run.id());
    }
    if (!run.remarks().label().isEmpty()) {
      line.append("  ").append(run.remarks().label());
    }
    return line.append("  ").append(palette.state(run.state())).toAttributedString();
  }

  private static AttributedString bar(RunFacts run, Palette palette, int width) {
    long filled =
        run.counts().rows() <= 0
            ? 0
            : Math.clamp(width * run.counts().settled() / run.counts().rows(), 0, width);
    return new AttributedStringBuilder()
        .append(palette.good("━".repeat((int) filled)))
        .append(palette.faint("╌".repeat(width - (int) filled)))
        .toAttributedString();
  }

  private static List<AttributedString> pace(RunFacts run, Palette palette) {
    List<AttributedString> parts = new ArrayList<>();
    // Of a run that is held still there is no pace to tell.
    if (!run.isEnded() && !run.state().equals("paused")) {
      parts.add(palette.plain("ETA " + Amounts.eta(run.traffic().etaS())));
      parts.add(palette.plain(Amounts.rate(run.traffic().clipsPerS()).replace("/", " clips/")));
      parts.add(palette.plain(ByteFormat.BRIEF.of(run.traffic().bytesPerS()) + "/s"));
    }
    parts.add(palette.plain(ByteFormat.BRIEF.of(run.traffic().bytesDownloaded()) + " fetched"));
    if (run.traffic().bytesResumed() > 0) {
      parts.add(palette.plain(ByteFormat.BRIEF.of(run.traffic().bytesResumed()) + " continued"));
    }
    return parts;
  }

  private static List<AttributedString> outcomes(RunFacts run, Palette palette) {
    List<AttributedString> parts = new ArrayList<>();
    parts.add(palette.plain("written " + run.counts().written()));
    parts.add(counted("download-failed", run.counts().downloadFailed(), palette));
    parts.add(counted("broken", run.counts().broken(), palette));
    if (run.counts().alreadyInOutput() > 0) {
      parts.add(palette.plain(run.counts().alreadyInOutput() + " already in the output"));
    }
    parts.add(palette.plain("duplicates " + run.counts().duplicates()));
    if (run.counts().waiting() > 0) {
      parts.add(palette.plain("waiting " + run.counts().waiting()));
    }
    return parts;
  }

  private static AttributedString counted(String what, long count, Palette palette) {
    String text = what + " " + count;
    return count > 0 ? palette.warning(text) : palette.plain(text);
  }

  private static List<AttributedString> reasons(RunFacts run, Palette palette) {
    return run.remarks().failures().entrySet().stream()
        .filter(reason -> reason.getValue() > 0)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(reason -> palette.warning(reason.getKey() + " " + reason.getValue()))
        .collect(Collectors.toList());
  }
}
