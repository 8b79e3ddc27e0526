package org.mosingest.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosingest.cli.demo.Demo;
import org.mosingest.cli.demo.DemoFolder;
import org.mosingest.cli.foreground.ForegroundRun;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.process.Version;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.RunResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest demo}: the whole thing, small. */
@Command(
    name = "demo",
    description = {
      "Demonstrates an ingest in under a minute, on this machine alone: generates a small corpus, serves it over HTTP with"
          + " typical web faults, ingests it, interrupts and resumes the run, and proves that nothing was fetched twice."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest demo --dir ~/mos-demo",
      "The folder is kept for inspection; the next demo replaces it."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".workingdir2/mos-ingest-demo",
      description =
          "Folder for the demo: new, empty, or from an earlier demo (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--keep", description = "Keep the server's copies of the clips too, in DIR/web.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    boolean terminal = Terminal.isStderr();
    // The clips' failures are part of the show, and it lists them: no warnings about them.
    Logging.configure(Logging.LogLevel.ERROR);
    CommandLine line = spec.commandLine();
    try (Interruption interruption = Interruption.install();
        DemoFolder own = DemoFolder.renew(folder)) {
      interruption.stops(Thread.currentThread()::interrupt);
      Invocation invocation = new Invocation("ingest demo", line.getParseResult().originalArgs());
      ForegroundRun foreground = new ForegroundRun(interruption, terminal, invocation);
      Demo demo = new Demo(own, Version.number(), line.getOut(), line.getColorScheme().ansi());
      boolean good;
      try {
        good =
            demo.play(
                run -> {
                  RunResult result = foreground.execute(run);
                  interruption.check();
                  return result;
                });
      } catch (InterruptedException e) {
        // Said here and not further out: once the interruption is closed, the process may end at
        // any moment.
        line.getErr().println("interrupted; the next demo starts over");
        return ExitCode.INTERRUPTED;
      }
      if (!good) {
        line.getErr().println("error: the demo failed; see the lines marked FAIL");
        return ExitCode.FAULT;
      }
      if (!keep) {
        own.removeWeb();
      }
      demo.next(spec.root().name(), spec.root().subcommands().containsKey("doctor"));
      return ExitCode.FINISHED;
    }
  }
}
