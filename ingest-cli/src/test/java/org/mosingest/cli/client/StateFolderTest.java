package org.mosingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateFolderTest {

  private static final Map<String, String> ALL =
      Map.of("INGEST_STATE_DIR", "/named", "XDG_STATE_HOME", "/xdg", "HOME", "/home/x");

  @Test
  void takesWhatIsAskedForFirst() {
    assertThat(StateFolder.of(Path.of("/asked"), ALL).path()).isEqualTo(Path.of("/asked"));
    assertThat(StateFolder.of(Path.of("asked"), ALL).path()).isAbsolute();
  }

  @Test
  void takesTheVariableNext() {
    assertThat(StateFolder.of(null, ALL).token()).isEqualTo(Path.of("/named/token"));
  }

  @Test
  void takesTheUsersStateFolderNext() {
    assertThat(
            StateFolder.of(
                    null,
                    Map.of("INGEST_STATE_DIR", "", "XDG_STATE_HOME", "/xdg", "HOME", "/home/x"))
                .path())
        .isEqualTo(Path.of("/xdg/ingest"));
  }

  @Test
  void fallsBackToTheHomeFolder() {
    assertThat(StateFolder.of(null, Map.of("XDG_STATE_HOME", "relative", "HOME", "/home/x")).path())
        .isEqualTo(Path.of("/home/x/.local/state/ingest"));
    assertThat(StateFolder.of(null, Map.of()).path())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/state/ingest"));
  }
}
