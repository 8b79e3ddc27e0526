package org.mosingest.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What holds for {@code ingest} as a whole, whichever of its commands is there. */
@Command(
    name = "ingest",
    description = "Turns a video-quality corpus into one ordered, deduplicated JSONL.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = IngestRoot.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = {"  ingest run --konvid-dir /data/konvid-150k", "Each command has its own --help."},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:finished, attrition included",
      "1:unexpected fault",
      "2:bad usage or bad input",
      "3:the environment is not usable",
      "4:another run holds this corpus or output",
      "130:interrupted; state flushed, run again to go on"
    })
class IngestRoot implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** What {@code --version} prints: the version and the commit, the Java and the FFmpeg in use. */
  static final class Version implements IVersionProvider {

    private static final String UNKNOWN = "";

    @Override
    public String[] getVersion() {
      Properties facts = facts();
      String commit = facts.getProperty("commit", UNKNOWN);
      // The version of the bindings follows that of FFmpeg, after a hyphen.
      String ffmpeg = facts.getProperty("ffmpeg", UNKNOWN).replaceFirst("-.*", "");
      return new String[] {
        "ingest " + number() + (commit.isEmpty() ? "" : " (commit " + commit + ")"),
        "Java " + Runtime.version() + ", " + System.getProperty("java.vendor"),
        "FFmpeg " + ffmpeg + ", bundled"
      };
    }

    /** The version in the jar's manifest. */
    static String number() {
      String packaged = IngestRoot.class.getPackage().getImplementationVersion();
      // The build makes the manual before there is a package.
      return packaged == null ? System.getProperty("ingest.version", "(development)") : packaged;
    }

    private static Properties facts() {
      Properties facts = new Properties();
      try (InputStream written = IngestRoot.class.getResourceAsStream("build.properties")) {
        if (written != null) {
          facts.load(written);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The facts of the build cannot be read", e);
      }
      return facts;
    }
  }
}
