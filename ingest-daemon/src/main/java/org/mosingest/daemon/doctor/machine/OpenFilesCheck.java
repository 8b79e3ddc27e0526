package org.mosingest.daemon.doctor.machine;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Equipment;

/** The limit on open files against what the pools need. */
public final class OpenFilesCheck implements Check.OfMachine {

  /** Jars, logs, locks, the database of a service, its clients. */
  private static final long OTHERS = 200;

  /** A socket, the part, its record while it is written. */
  private static final long PER_DOWNLOAD = 3;

  /** The clip, and three pipes to the process that probes it. */
  private static final long PER_PROBE = 4;

  @Override
  public String name() {
    return "open-files";
  }

  @Override
  public void look(Equipment equipment, Findings findings) {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof UnixOperatingSystemMXBean system)) {
      return;
    }
    long limit = system.getMaxFileDescriptorCount();
    long need = OTHERS + equipment.downloads() * PER_DOWNLOAD + equipment.probes() * PER_PROBE;
    String found = "some " + need + " files will be open at once, " + limit + " may be";
    if (need > limit) {
      findings.warning(
          found, List.of(), "lower --downloads or --probes, or raise the limit (ulimit -n)");
    } else {
      findings.ok(found);
    }
  }
}
