package org.mosingest.daemon.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.daemon.doctor.corpus.ClipsCheck;
import org.mosingest.daemon.doctor.corpus.ColumnsCheck;
import org.mosingest.daemon.doctor.corpus.LabelsCheck;
import org.mosingest.daemon.doctor.corpus.ManifestCheck;
import org.mosingest.daemon.doctor.corpus.RowsCheck;
import org.mosingest.daemon.doctor.corpus.VotesCheck;
import org.mosingest.daemon.doctor.earlier.HoldCheck;
import org.mosingest.daemon.doctor.earlier.OutputCheck;
import org.mosingest.daemon.doctor.earlier.ProgressCheck;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.machine.CurlCheck;
import org.mosingest.daemon.doctor.machine.DiskCheck;
import org.mosingest.daemon.doctor.machine.FileSystemCheck;
import org.mosingest.daemon.doctor.machine.FoldersCheck;
import org.mosingest.daemon.doctor.machine.NamesCheck;
import org.mosingest.daemon.doctor.machine.OpenFilesCheck;
import org.mosingest.daemon.doctor.machine.ProbeCheck;
import org.mosingest.daemon.doctor.source.ArchivesCheck;
import org.mosingest.daemon.doctor.source.CertificatesCheck;
import org.mosingest.daemon.doctor.source.ClockCheck;
import org.mosingest.daemon.doctor.source.HostsCheck;
import org.mosingest.daemon.doctor.source.ServersCheck;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Equipment;
import org.mosingest.daemon.doctor.subject.Subject;

/**
 * Looks at a corpus and this machine as a run would find them. It changes nothing; test files that
 * it writes into the run's folders are gone when it is done.
 */
public final class Doctor {

  private static final List<Check> CHECKS =
      List.of(
          new ManifestCheck(),
          new ColumnsCheck(),
          new RowsCheck(),
          new LabelsCheck(),
          new VotesCheck(),
          new ClipsCheck(),
          new ArchivesCheck(),
          new HostsCheck(),
          new ServersCheck(),
          new CertificatesCheck(),
          new ClockCheck(),
          new DiskCheck(),
          new FoldersCheck(),
          new FileSystemCheck(),
          new NamesCheck(),
          new OpenFilesCheck(),
          new ProbeCheck(),
          new CurlCheck(),
          new ProgressCheck(),
          new OutputCheck(),
          new HoldCheck());

  private static final List<Check.OfMachine> CHECKS_OF_MACHINE =
      CHECKS.stream()
          .filter(Check.OfMachine.class::isInstance)
          .map(Check.OfMachine.class::cast)
          .toList();

  private Doctor() {}

  /**
   * Looks at this machine alone.
   *
   * @param equipment with what a run would be done
   * @throws InterruptedException if the thread is interrupted
   */
  public static Diagnosis examineMachine(Equipment equipment) throws InterruptedException {
    List<Finding> all = new ArrayList<>();
    for (Check.OfMachine check : CHECKS_OF_MACHINE) {
      Findings findings = new Findings(check.name());
      check.look(equipment, findings);
      all.addAll(findings.list());
    }
    return new Diagnosis(all);
  }

  /**
   * Looks at everything.
   *
   * @param options what the run would be asked to do
   * @param equipment with what
   * @param samples how many clips servers are asked about at most; 0 leaves the network alone
   * @throws InterruptedException if the thread is interrupted
   */
  public static Diagnosis examine(RunOptions options, Equipment equipment, int samples)
      throws InterruptedException {
    Subject subject = new Subject(options, equipment, samples);
    List<Finding> all = new ArrayList<>();
    for (Check check : CHECKS) {
      Findings findings = new Findings(check.name());
      try {
        check.look(subject, findings);
      } catch (IOException e) {
        findings.problem(
            Finding.Blame.MACHINE,
            "this could not be checked: " + FaultWords.of(e),
            List.of(),
            "fix that and run doctor again; a run would stop there");
      }
      all.addAll(findings.list());
    }
    return new Diagnosis(all);
  }
}
