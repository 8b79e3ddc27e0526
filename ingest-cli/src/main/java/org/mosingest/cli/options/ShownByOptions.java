package org.mosingest.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.StateFolder;
import org.mosingest.cli.help.HelpHeading;
import picocli.CommandLine.Option;

/** By which daemon a run of this process is shown. */
@HelpHeading("Daemon")
public final class ShownByOptions {

  @Option(
      names = "--daemon",
      paramLabel = "URL",
      description =
          "A running daemon that shows the progress of this run with its own runs; the corpus must be below one of its"
              + " roots.")
  private @Nullable String daemon;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "That daemon's state folder, where its token is (default: $INGEST_STATE_DIR, else"
              + " $XDG_STATE_HOME/ingest, else ~/.local/state/ingest).")
  private @Nullable Path stateDir;

  /**
   * A client of that daemon; empty if none was named.
   *
   * @throws IllegalArgumentException if its address is none
   */
  public Optional<DaemonClient> client() {
    return daemon == null || daemon.isBlank()
        ? Optional.empty()
        : Optional.of(new DaemonClient(daemon, StateFolder.of(stateDir, System.getenv())));
  }
}
