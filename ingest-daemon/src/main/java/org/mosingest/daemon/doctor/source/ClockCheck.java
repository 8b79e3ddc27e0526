package org.mosingest.daemon.doctor.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.transfer.HeadAnswer;

/** This machine's clock against those of the servers that were asked. */
public final class ClockCheck implements Check {

  /** Servers tell whole seconds, and their answers take a while. */
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException, InterruptedException {
    if (subject.samples() == 0 || subject.toAsk() == 0) {
      return;
    }
    List<Long> offsets =
        subject.heads().stream()
            .filter(HeadAnswer.Answered.class::isInstance)
            .map(HeadAnswer.Answered.class::cast)
            .flatMap(
                answer ->
                    answer
                        .date()
                        .map(date -> Duration.between(date, answer.at()).toSeconds())
                        .stream())
            .sorted()
            .toList();
    if (offsets.isEmpty()) {
      return;
    }
    // One server may be wrong; the one in the middle is hardly.
    long offset = offsets.get(offsets.size() / 2);
    if (Math.abs(offset) > TOLERANCE.toSeconds()) {
      findings.warning(
          "this machine's clock is "
              + Math.abs(offset)
              + " s "
              + (offset > 0 ? "ahead of" : "behind")
              + " the servers'",
          List.of("it is " + Instant.now() + " here"),
          "set it (timedatectl): ingested_at_utc is taken from it");
    } else {
      findings.ok(
          "the clock agrees with "
              + Counted.of(offsets.size(), "server")
              + " to within "
              + Math.abs(offset)
              + " s");
    }
  }
}
