package org.mosingest.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code ingest} command. */
@Command(
    name = "ingest",
    description = "Downloads, probes and hashes video-quality corpora and joins their scores into one JSONL.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {

  Main() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"ingest " + (version == null ? "(not packaged)" : version)};
    }
  }
}
