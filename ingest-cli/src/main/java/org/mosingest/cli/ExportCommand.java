package org.mosingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.export.ExportLines;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Version;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.export.Export;
import org.mosingest.core.export.ExportFormat;
import org.mosingest.core.export.ExportReport;
import org.mosingest.core.export.ExportRequest;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.export.ExportOrder;
import org.mosingest.daemon.export.ExportPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest export}: rows as other programs read them. */
@Command(
    name = "export",
    description = {
      "Exports the rows of a corpus in formats that training tools read, optionally split without leaks.",
      "Takes the corpus options of run to find the rows and the clips."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest export --konvid-dir /data/konvid-150k --format csv --output konvid.csv",
      "  ingest export --konvid-dir /data/konvid-150k --format labels --output labels.txt --split train=0.8,test=0.2",
      "  ingest export --konvid-dir /data/konvid-150k --format webdataset --output shards --split a-b --shuffle",
      "  ingest export --input a.jsonl --input b.jsonl --format csv --output both.csv --split kfold=10 --seed 7"
    })
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions = CorpusOptions.ofReaderWithOutput();

  @Option(
      names = "--output",
      paramLabel = "PATH",
      required = true,
      description =
          "File to write, or folder with webdataset. A split into files writes PART_NAME for each part.")
  private Path output;

  @Option(
      names = "--input",
      paramLabel = "JSONL",
      description = "Rows to export, repeatable (default: the corpus's output).")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "F",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(
      names = "--split",
      paramLabel = "S",
      description =
          "a-b, shares such as train=0.8,val=0.1,test=0.1, or kfold=10; stratified by MOS (default: no split).")
  private @Nullable String split;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the split and the shuffle (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--group",
      paramLabel = "REGEX",
      description =
          "Keep clips together in whose names it matches the same text, or the same first group; '' for no groups (default: the corpus's own rule for clips of the same source).")
  private @Nullable String group;

  @Option(
      names = "--shard-size",
      paramLabel = "SIZE",
      description = "webdataset: maximum size of a shard, such as 500M (default: 1G).")
  private @Nullable String shardSize;

  @Option(
      names = "--shuffle",
      description = "webdataset: shuffle the clips by the seed instead of keeping the rows' order.")
  private boolean shuffle;

  @Option(
      names = "--croissant",
      paramLabel = "FILE",
      description = "Also write metadata for search engines and loaders: JSON-LD, Croissant 1.1.")
  private @Nullable Path croissant;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "Also write a dataset card for a hub, such as README.md.")
  private @Nullable Path card;

  @Option(names = "--force", description = "Replace existing files.")
  private boolean force;

  @Option(names = "--json", description = "Print the export's record instead of its files.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Logging.configure(Logging.LogLevel.ERROR);
    RunOptions options = corpusOptions.runOptions();
    PrintWriter err = spec.commandLine().getErr();
    ExportRequest request =
        request(
            new ExportPlan(
                options, inputs, LinkReach.ANYWHERE, note -> err.println("note: " + note)));
    ExportLines lines = new ExportLines(err);
    ExportReport report = Export.write(request, lines);
    lines.done(report);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Files.readString(report.record()));
    } else {
      report.files().forEach(file -> out.println(file.path()));
    }
    out.flush();
    return ExitCode.FINISHED;
  }

  private ExportRequest request(ExportPlan plan) throws BadCorpusException, IOException {
    try {
      return plan.of(order(), Version.number());
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          e.getFile() + " already exists; give another --output, or --force to replace it", e);
    }
  }

  private ExportOrder order() {
    return new ExportOrder(
        format,
        output,
        new ExportOrder.SplitOrder(Optional.ofNullable(split), seed, Optional.ofNullable(group)),
        new ExportOrder.ShardOrder(shardSize == null ? "" : shardSize, shuffle),
        new ExportOrder.TellOrder(Optional.ofNullable(croissant), Optional.ofNullable(card)),
        force);
  }
}
