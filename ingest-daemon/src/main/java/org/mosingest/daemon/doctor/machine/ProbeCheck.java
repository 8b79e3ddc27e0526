package org.mosingest.daemon.doctor.machine;

import java.util.List;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Equipment;

/** Whether what probes runs here. */
public final class ProbeCheck implements Check.OfMachine {

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public void look(Equipment equipment, Findings findings) throws InterruptedException {
    try (ClipProbe probe = equipment.probe().start()) {
      ProbeEngine engine = probe.engine();
      String found =
          engine.name()
              + " "
              + Text.printable(engine.version())
              + " runs"
              + (engine.binary().isEmpty() ? "" : ": " + Text.printable(engine.binary()));
      if (engine.version().equals("unknown")) {
        findings.warning(
            found,
            List.of(),
            "check that this program is ffprobe: it does not report its version, so the replay manifest will not have it");
      } else if (!engine.name().equals(equipment.engine())) {
        findings.warning(
            found + ", since " + equipment.engine() + " does not run here",
            List.of(),
            "nothing, if time does not matter: a process per clip is slower. --probe-engine libav says why");
      } else {
        findings.ok(found);
      }
    } catch (ProbeUnusableException e) {
      findings.problem(
          Blame.MACHINE,
          Text.printable(String.valueOf(e.getMessage())),
          List.of(),
          "omit --ffprobe-bin, FFPROBE_BIN and --probe-engine to use the bundled one");
    }
  }
}
