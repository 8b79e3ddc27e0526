package org.mosingest.daemon.doctor.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.transfer.reach.ServerCertificate;

/** The certificates that the hosts show which are asked: whose they are, and whether they do. */
public final class CertificatesCheck implements Check {

  private static final Duration SOON = Duration.ofDays(14);
  private static final int MOST_SHOWN = 10;

  @Override
  public String name() {
    return "certificates";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException, InterruptedException {
    Instant soon = Instant.now().plus(SOON);
    List<String> good = new ArrayList<>();
    List<String> ending = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (ServerCertificate one : subject.certificates()) {
      String text = text(one);
      if (!one.accepted()) {
        refused.add(text);
      } else if (one.fault().isPresent()) {
        accepted.add(text);
      } else if (one.until().isBefore(soon)) {
        ending.add(text);
      } else {
        good.add(text);
      }
    }
    if (!refused.isEmpty()) {
      findings.warning(
          count(refused, "is refused", "are refused"),
          shown(refused),
          "have it renewed; --cacert FILE trusts another authority, --insecure-host HOST accepts"
              + " any certificate of that host");
    }
    if (!accepted.isEmpty()) {
      findings.note(
          count(accepted, "is not valid but accepted", "are not valid but accepted"),
          shown(accepted),
          "omit --insecure-host as soon as the host has a valid one");
    }
    if (!ending.isEmpty()) {
      findings.note(
          count(ending, "expires", "expire") + " within " + SOON.toDays() + " days",
          shown(ending),
          "nothing, unless the run lasts longer than that");
    }
    if (!good.isEmpty()) {
      findings.ok(count(good, "is trusted", "are trusted"), shown(good).toArray(String[]::new));
    }
  }

  private static String count(List<String> hosts, String one, String several) {
    return "the "
        + Counted.word(hosts.size(), "certificate", "certificates")
        + " of "
        + Counted.of(hosts.size(), "host " + one, "hosts " + several);
  }

  private static List<String> shown(List<String> all) {
    return all.subList(0, Math.min(MOST_SHOWN, all.size()));
  }

  private static String text(ServerCertificate one) {
    return one.host()
        + ": "
        + one.fault().map(fault -> fault + ": ").orElse("")
        + one.subject()
        + ", issued by "
        + one.issuer()
        + ", until "
        + one.until().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
