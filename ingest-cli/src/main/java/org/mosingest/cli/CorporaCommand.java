package org.mosingest.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.CorpusTable;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.CorpusDocument;
import org.mosingest.core.profile.KnownCorpora;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest corpora}: the corpora known, or the declaration of one. */
@Command(
    name = "corpora",
    description =
        "Lists the corpora for --corpus; with an ID, prints its declaration, to edit and use with --corpus-file.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest corpora",
      "  ingest corpora lsvq > mine.yaml    # edit it, then",
      "  ingest run --corpus-file mine.yaml --corpus-dir /data/mine"
    })
final class CorporaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      completionCandidates = Ids.class,
      description = "Corpus to print.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print the declarations as JSON.")
  private boolean json;

  /** What a shell can complete. */
  static final class Ids implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return KnownCorpora.ids().iterator();
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String wanted = id;
    if (wanted == null) {
      if (json) {
        out.println(JsonMapper.shared().writeValueAsString(CorpusDocument.all()));
      } else {
        CorpusTable.lines(KnownCorpora.all(), OutputStyle.of(Terminal.isStdout(), System.getenv()))
            .forEach(out::println);
      }
      return ExitCode.FINISHED;
    }
    List<String> ids = KnownCorpora.ids();
    Corpus corpus =
        KnownCorpora.byId(wanted)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + wanted + "' is not one of " + ids));
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(CorpusDocument.of(corpus)));
    } else {
      out.print(corpus.declaration().text());
      out.flush();
    }
    return ExitCode.FINISHED;
  }
}
