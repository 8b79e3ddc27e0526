package org.mosingest.daemon.doctor.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Equipment;

/** Whether a curl that is to do the transfers runs here. */
public final class CurlCheck implements Check.OfMachine {

  private static final int LONGEST_ANSWER = 4096;
  private static final int LIMIT_S = 10;

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public void look(Equipment equipment, Findings findings) throws InterruptedException {
    if (equipment.curl().isEmpty()) {
      return;
    }
    String curl = equipment.curl().get();
    String todo =
        "give another --curl-bin, or omit it: the built-in downloader can continue interrupted downloads";
    try {
      Process process =
          new ProcessBuilder(curl, "--version")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      try {
        boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
        String said =
            ended
                ? new String(
                    process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8)
                : "";
        if (ended && process.exitValue() == 0 && said.startsWith("curl ")) {
          findings.note(
              Text.printable(said.lines().findFirst().orElse("")) + " does the transfers",
              List.of(),
              "omit --curl-bin unless you need it: with curl, an interrupted download starts over");
        } else {
          findings.problem(
              Blame.MACHINE,
              Text.printable(curl) + " does not answer --version like curl",
              List.of(),
              todo);
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      findings.problem(
          Blame.MACHINE,
          "cannot start "
              + Text.printable(curl)
              + ": "
              + Text.printable(String.valueOf(e.getMessage())),
          List.of(),
          todo);
    }
  }
}
