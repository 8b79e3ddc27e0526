package org.mosingest.cli.client;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a daemon keeps its state, and in which clients on the same machine find its
 * token.
 *
 * @param path the folder, absolute; it need not exist
 */
public record StateFolder(Path path) {

  /**
   * The folder that was asked for, else that of INGEST_STATE_DIR, else {@code ingest} in the user's
   * state folder.
   */
  public static StateFolder of(@Nullable Path asked, Map<String, String> environment) {
    return new StateFolder(chosen(asked, environment).toAbsolutePath().normalize());
  }

  private static Path chosen(@Nullable Path asked, Map<String, String> environment) {
    if (asked != null) {
      return asked;
    }
    String named = environment.getOrDefault("INGEST_STATE_DIR", "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    // The XDG specification has relative paths ignored.
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "ingest");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(
        home.isBlank() ? System.getProperty("user.home") : home, ".local", "state", "ingest");
  }

  /** The file with the token that changing requests need. */
  public Path token() {
    return path.resolve("token");
  }
}
