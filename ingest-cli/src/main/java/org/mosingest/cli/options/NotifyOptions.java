package org.mosingest.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.daemon.notify.NotifySettings;
import picocli.CommandLine.Option;

/** Whom a service tells how runs end. Not safe for many threads. */
public final class NotifyOptions {

  @Option(
      names = "--notify",
      paramLabel = "URL",
      description =
          "POST a JSON document to this http or https URL when a run ends or stalls; tried up to five times.")
  private @Nullable String url;

  @Option(
      names = "--notify-secret",
      paramLabel = "FILE",
      description =
          "File with a secret that signs what --notify sends: X-Ingest-Signature-256 is its HMAC-SHA-256.")
  private @Nullable Path secretFile;

  @Option(
      names = "--notify-command",
      paramLabel = "FILE",
      description =
          "Start this program, without arguments, with the JSON document on standard input when a run ends or"
              + " stalls; killed after 30 s.")
  private @Nullable Path command;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if the URL, the secret or the program cannot be used
   */
  public NotifySettings settings() {
    NotifySettings settings = NotifySettings.NOBODY;
    if (url != null) {
      settings = settings.withUrl(url);
    }
    if (secretFile != null) {
      if (url == null) {
        throw new IllegalArgumentException("--notify-secret needs --notify");
      }
      try {
        settings = settings.withSecret(Files.readString(secretFile).strip());
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "cannot read --notify-secret " + secretFile + ": " + FaultWords.of(e), e);
      }
    }
    return command == null ? settings : settings.withCommand(command);
  }
}
