package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A script that reads with Python alone what was written for others; skipped where there is none.
 */
final class PythonScript {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private PythonScript() {}

  /**
   * What the script says; it must work.
   *
   * @param folder where it is laid down
   * @param script its text
   */
  static String said(Path folder, String script, Object... arguments)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no python3");
    Path file = Files.writeString(folder.resolve("compare.py"), script);
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), file.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
