package org.mosingest.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What holds for {@code ingest} as a whole, whichever of its commands is there. */
@Command(
    name = "ingest",
    description = "Turns a video-quality corpus into one ordered, deduplicated JSONL.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest run --konvid-dir /data/konvid-150k",
      "'ingest help COMMAND' explains one of them."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:finished, attrition included",
      "1:unexpected fault",
      "2:bad usage or bad input",
      "3:the environment is not usable",
      "4:another run holds this corpus or output",
      "5:verify found differences",
      "130:interrupted; run the same command again to continue"
    })
class IngestRoot implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
