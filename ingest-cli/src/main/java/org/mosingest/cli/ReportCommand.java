package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Version;
import org.mosingest.cli.report.Report;
import org.mosingest.cli.report.ReportFormat;
import org.mosingest.core.analysis.AnalysisInputs;
import org.mosingest.core.analysis.CorpusAnalysis;
import org.mosingest.core.analysis.CorpusReport;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.export.found.ExportRecords;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.row.Clip;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.http.ClipUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest report}: what became of a corpus, and whether what is lost is of another kind. */
@Command(
    name = "report",
    description = {
      "Reports the outcome of a corpus: totals, failures by reason, and whether the lost clips differ from the kept ones.",
      "Takes the options of run. Reads the files that runs left; opens clips only to tell duplicates from broken ones."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest report --konvid-dir /data/konvid-150k",
      "  ingest report --konvid-dir /data/konvid-150k --format md --report-out appendix.md",
      "  ingest report --konvid-dir /data/konvid-150k --json | jq .figures.bias.sentence"
    })
final class ReportCommand implements Callable<Integer> {

  private static final String STDOUT = "-";

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions = CorpusOptions.ofReader();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "html",
      description = "html (one self-contained page), md or json (default: ${DEFAULT-VALUE}).")
  private ReportFormat format;

  @Option(
      names = "--report-out",
      paramLabel = "FILE",
      description =
          "File to write or replace; - for stdout (default: OUTPUT.report.html, .md or .json).")
  private @Nullable String reportOut;

  @Option(names = "--json", description = "The same as --format json --report-out -.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Logging.configure(Logging.LogLevel.ERROR);
    RunOptions options = corpusOptions.runOptions();
    HeapBudget.ofThisProcess().requireRoomFor(RunMemory.ofReader(options));
    ReportFormat written = json ? ReportFormat.JSON : format;
    boolean printed = json || STDOUT.equals(reportOut);
    Path file =
        reportOut == null || printed
            ? options
                .output()
                .resolveSibling(options.output().getFileName() + ".report." + written.ending())
            : Path.of(reportOut);
    Report report = report(options, file.toAbsolutePath().resolveSibling(""));
    String text = written.written(report);
    if (printed) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCode.FINISHED;
    }
    WrittenFile page =
        new WrittenFile("the report", file, Setting.REPORT, _ -> WrittenFile.Kind.STRANGE);
    RunPaths.check(
        options,
        ManifestReader.read(options.manifest().ofAnySize()),
        List.of(page, page.temporary()));
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    DurableFiles.replace(file, text.getBytes(UTF_8));
    report.headline().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println(file);
    return ExitCode.FINISHED;
  }

  /** A report whose links lead from that folder. */
  private static Report report(RunOptions options, Path page) throws Exception {
    Manifest manifest = ManifestReader.read(options.manifest().ofAnySize());
    Path output = options.output();
    if (!Files.isRegularFile(output) && !Files.isRegularFile(options.progressPath())) {
      throw new IllegalArgumentException(
          "nothing to report yet: neither "
              + output
              + " nor "
              + options.progressPath()
              + " exists; ingest run writes them");
    }
    CorpusReport figures =
        CorpusAnalysis.of(
            manifest,
            options.corpus().scale(),
            new AnalysisInputs(
                options.folder(),
                output,
                options.progressPath(),
                options.failuresOut(),
                options.manifestOut()),
            ReportCommand::host);
    return Report.of(
        options.corpus().id(),
        output,
        options.manifestOut(),
        Instant.now(),
        Version.number(),
        figures,
        new Report.Exports(
            ExportRecords.in(
                new TreeSet<>(
                    List.of(
                        options.folder().toAbsolutePath(),
                        output.toAbsolutePath().resolveSibling(""))),
                output),
            page));
  }

  private static String host(Clip clip) {
    return ClipSource.of(clip.url()) instanceof ClipSource.Web(ClipUrl url) ? url.host() : "";
  }
}
