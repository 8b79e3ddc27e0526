package org.mosingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.core.aggregate.AggregateCounts;
import org.mosingest.core.aggregate.AggregateFiles;
import org.mosingest.core.aggregate.Aggregation;
import org.mosingest.core.paths.ClipPlaces;
import org.mosingest.core.paths.DistinctFiles;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.ReadFile;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.Hold;
import org.mosingest.core.state.ReplayManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest aggregate}: several corpora's rows on one scale. */
@Command(
    name = "aggregate",
    description =
        "Merges the JSONL of several corpora, with scores and spreads on a scale of 0 to 100 and"
            + " one row per clip.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest aggregate --inputs konvid_1k.jsonl konvid_150k.jsonl lsvq.jsonl --output all.jsonl"
    })
final class AggregateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--inputs",
      paramLabel = "JSONL",
      arity = "1..*",
      required = true,
      description = "JSONL files written by run, or by an earlier aggregate.")
  private List<Path> inputs;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "JSONL to write; an earlier aggregation is replaced.")
  private Path output;

  @Option(
      names = "--corpus-source-override",
      paramLabel = "PATH=LABEL",
      description = "Treat all rows of an input as rows of that corpus.")
  private List<String> overrides = List.of();

  @Option(
      names = "--corpus-file",
      paramLabel = "FILE",
      converter = CorpusOptions.CorpusFile.class,
      description = "Declaration of a corpus of your own, as printed by 'ingest corpora ID'.")
  private List<Corpus> declared = List.of();

  @Option(
      names = "--manifest-out",
      paramLabel = "FILE",
      description = "Replay manifest to write (default: OUTPUT.manifest.json).")
  private @Nullable Path manifestOut;

  @Option(names = "--json", description = "Print the counts as JSON on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Logging.configure(Logging.LogLevel.ERROR);
    PrintWriter err = spec.commandLine().getErr();
    List<Corpus> corpora = new ArrayList<>(KnownCorpora.all());
    corpora.addAll(declared);
    Aggregation aggregation = new Aggregation(corpora);
    List<Path> files = List.copyOf(new LinkedHashSet<>(inputs));
    Map<Path, String> labels = labels(files, aggregation);
    List<Path> missing = files.stream().filter(file -> !Files.isRegularFile(file)).toList();
    missing.forEach(file -> err.println("warning: " + absence(file) + ", left out: " + file));
    if (missing.size() == files.size()) {
      throw new IllegalArgumentException("none of the inputs is a file; nothing was written");
    }
    Path replay =
        manifestOut == null
            ? output.resolveSibling(output.getFileName() + ".manifest.json")
            : manifestOut;
    checkPaths(files, replay);
    AggregateCounts counts;
    try (Hold _ = Hold.file(output, "the output", "")) {
      counts = write(aggregation, files, labels);
      writeReplay(replay, files, aggregation, counts);
    }
    warn(err, "of an unknown corpus", counts.dropped().unknownCorpus());
    warn(err, "with a score outside the scale", counts.dropped().badScale());
    warn(err, "that are not rows", counts.dropped().malformed());
    doubt(err, "mos_std_dev", counts.doubtful().spread());
    doubt(err, "n_ratings", counts.doubtful().count());
    if (json) {
      spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(counts.byName()));
    }
    err.println(
        "[aggregate_corpora] "
            + counts.byName().entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "))
            + " -> "
            + output);
    return ExitCode.FINISHED;
  }

  private static String absence(Path input) {
    return Files.isDirectory(input) ? "a folder, not a JSONL file" : "no such file";
  }

  private AggregateCounts write(Aggregation aggregation, List<Path> files, Map<Path, String> labels)
      throws IOException {
    try {
      return aggregation.write(files, labels, output);
    } catch (IOException e) {
      // A disk that is full tells no name.
      throw new IOException("cannot write " + output + ": " + FaultWords.of(e), e);
    }
  }

  private static void warn(PrintWriter err, String what, Examples lines) {
    warn(err, lines, "line", what, "left out");
  }

  private static void doubt(PrintWriter err, String key, Examples figures) {
    warn(err, figures, "value", "of " + key, "taken as 0");
  }

  private static void warn(
      PrintWriter err, Examples found, String noun, String which, String fate) {
    if (found.any()) {
      err.println(
          "warning: "
              + Counted.of(found.count(), noun)
              + " "
              + which
              + Counted.word(found.count(), " is ", " are ")
              + fate
              + "; the first:");
      found.first().forEach(line -> err.println("  " + line));
    }
  }

  /** By the input as it was given; its path may be told in another way. */
  private Map<Path, String> labels(List<Path> files, Aggregation aggregation) {
    Map<Path, String> labels = new LinkedHashMap<>();
    for (String override : overrides) {
      int at = override.lastIndexOf('=');
      String label = at < 0 ? "" : override.substring(at + 1);
      if (at <= 0 || label.isEmpty()) {
        throw new IllegalArgumentException(
            "--corpus-source-override must be PATH=LABEL, not '" + override + "'");
      }
      if (!aggregation.knows(label)) {
        throw new IllegalArgumentException(
            "--corpus-source-override: there is no corpus '" + label + "'; --corpus-file adds one");
      }
      Path named = plain(Path.of(override.substring(0, at)));
      List<Path> meant = files.stream().filter(file -> plain(file).equals(named)).toList();
      if (meant.isEmpty()) {
        throw new IllegalArgumentException(
            "--corpus-source-override: '"
                + override.substring(0, at)
                + "' is not one of the inputs");
      }
      meant.forEach(file -> labels.put(file, label));
    }
    return labels;
  }

  private static Path plain(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void checkPaths(List<Path> files, Path replay) throws IOException {
    WrittenFile written =
        new WrittenFile("the output", output, Setting.OUTPUT, AggregateFiles::rows);
    WrittenFile sidecar =
        new WrittenFile(
            "the replay manifest", replay, Setting.REPLAY_MANIFEST, AggregateFiles::replay);
    Set<ReadFile> read = new LinkedHashSet<>();
    files.forEach(file -> read.add(new ReadFile("an input", file)));
    DistinctFiles.check(
        List.of(written, written.temporary(), sidecar, sidecar.temporary()),
        List.copyOf(read),
        new ClipPlaces(output.toAbsolutePath().resolveSibling(""), List.of(), List.of()));
  }

  private void writeReplay(
      Path replay, List<Path> files, Aggregation aggregation, AggregateCounts counts)
      throws IOException {
    Map<String, Path> read = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      read.put("input_%03d".formatted(i), files.get(i));
    }
    Map<String, Object> args = new TreeMap<>();
    args.put("inputs", files.stream().map(Path::toString).toList());
    args.put("output", output.toString());
    args.put("manifest_out", replay.toString());
    args.put("corpus_source_override", overrides);
    Map<String, Object> said = new TreeMap<>();
    said.put("schema", AggregateFiles.SCHEMA);
    said.put("counters", counts.byName());
    said.put("scale_conversions", aggregation.conversions());
    said.put("corpus_source_overrides", overrides);
    new ReplayManifest(
            "",
            Map.of(),
            Map.of(),
            "ingest aggregate",
            spec.commandLine().getParseResult().originalArgs(),
            args,
            read,
            Map.of("jsonl", output, "manifest", replay))
        .write(replay, said);
  }
}
