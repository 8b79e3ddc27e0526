package org.mosingest.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.StateFolder;
import org.mosingest.cli.help.HelpHeading;
import picocli.CommandLine.Option;

/** Where the daemon is: the options of every command that asks it something. */
@HelpHeading("Daemon")
public final class ClientOptions {

  private static final String USUAL_URL = "http://127.0.0.1:8642";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The daemon's address (default: $INGEST_URL, else " + USUAL_URL + ").")
  private @Nullable String url;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "The daemon's state folder, where its token is (default: $INGEST_STATE_DIR, else"
              + " $XDG_STATE_HOME/ingest, else ~/.local/state/ingest).")
  private @Nullable Path stateDir;

  /**
   * A client of that daemon.
   *
   * @throws IllegalArgumentException if the address is none
   */
  public DaemonClient client() {
    return new DaemonClient(
        url == null || url.isBlank() ? USUAL_URL : url, StateFolder.of(stateDir, System.getenv()));
  }
}
