package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosingest.cli.options.ClientOptions;
import picocli.CommandLine;

final class AskingCommandsTest {

  /** For these alone an HTTP client is loaded beside the reading of the command line. */
  @Test
  void areThoseThatAreToldWhereAServiceIs() {
    assertThat(
            Main.commandLine().getSubcommands().entrySet().stream()
                .filter(command -> isToldWhereAServiceIs(command.getValue()))
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(Main.ASKING);
  }

  private static boolean isToldWhereAServiceIs(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof ClientOptions);
  }
}
