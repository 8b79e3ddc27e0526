package org.mosingest.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version and the commit, the Java and the FFmpeg in use. */
public final class Version implements IVersionProvider {

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
  public static String number() {
    String packaged = Version.class.getPackage().getImplementationVersion();
    // The build makes the manual before there is a package.
    return packaged == null ? System.getProperty("ingest.version", "(development)") : packaged;
  }

  private static Properties facts() {
    Properties facts = new Properties();
    try (InputStream written =
        Version.class.getResourceAsStream("/org/mosingest/cli/build.properties")) {
      if (written != null) {
        facts.load(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The facts of the build cannot be read", e);
    }
    return facts;
  }
}
