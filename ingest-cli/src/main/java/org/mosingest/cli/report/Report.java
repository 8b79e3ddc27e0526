package org.mosingest.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.analysis.CorpusReport;
import org.mosingest.core.analysis.MosShift;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.row.Text;

/** A corpus's report, ready to be written. Immutable. */
public final class Report {

  private final String corpus;
  private final Path output;
  private final Instant made;
  private final String version;
  private final CorpusReport figures;
  private final Provenance provenance;
  private final Exports exports;

  /**
   * What has been exported.
   *
   * @param found the exports
   * @param page the folder of the report, from which links lead to them
   */
  public record Exports(List<FoundExport> found, Path page) {
    public Exports {
      found = List.copyOf(found);
    }
  }

  private Report(
      String corpus,
      Path output,
      Instant made,
      String version,
      CorpusReport figures,
      Provenance provenance,
      Exports exports) {
    this.corpus = corpus;
    this.output = output;
    this.made = made;
    this.version = version;
    this.figures = figures;
    this.provenance = provenance;
    this.exports = exports;
  }

  /**
   * A report.
   *
   * @param corpus the corpus's id
   * @param output the rows it is about
   * @param replay the replay manifest, which need not exist
   * @param made when it is made
   * @param version of the program that makes it
   * @throws IOException if the replay manifest is there and cannot be read
   */
  public static Report of(
      String corpus,
      Path output,
      Path replay,
      Instant made,
      String version,
      CorpusReport figures,
      Exports exports)
      throws IOException {
    return new Report(corpus, output, made, version, figures, Provenance.read(replay), exports);
  }

  /** What is to be known before all else. */
  public List<String> headline() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        ReportText.count(figures.books().outcomes().written())
            + " of "
            + ReportText.count(figures.books().rows(), "row is", "rows are")
            + " in the output: "
            + ReportText.count(figures.books().outcomes().downloadFailed())
            + " failed to download, "
            + ReportText.count(figures.books().outcomes().broken())
            + " broken, "
            + ReportText.count(figures.books().outcomes().dedups(), "duplicate.", "duplicates."));
    sentences.add(figures.bias().sentence());
    return sentences;
  }

  /**
   * Whether what is lost is of another kind, as a word: {@code biased}, {@code slight}, {@code
   * none}, {@code too-few}.
   */
  String verdict() {
    return switch (figures.bias().mos().verdict()) {
      case MosShift.Verdict.BIASED -> "biased";
      case MosShift.Verdict.SLIGHT -> "slight";
      case MosShift.Verdict.NONE -> "none";
      case MosShift.Verdict.TOO_FEW -> "too-few";
    };
  }

  List<Section> sections() {
    return List.of(
        BiasSection.of(figures.bias()),
        BooksSection.of(figures.books()),
        LossSection.of(figures.attrition()),
        HostSection.of(figures.transfers()),
        ContentSection.of(figures.content()),
        DuplicatesSection.of(figures.duplicates()),
        ExportsSection.of(exports.found(), exports.page()),
        provenance.section());
  }

  String corpus() {
    return corpus;
  }

  /** The output's path, printable. */
  String output() {
    return Text.printable(output.toString());
  }

  Instant made() {
    return made;
  }

  String version() {
    return version;
  }

  CorpusReport figures() {
    return figures;
  }

  List<FoundExport> exports() {
    return exports.found();
  }

  Provenance provenance() {
    return provenance;
  }
}
