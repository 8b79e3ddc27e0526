package org.mosingest.daemon.doctor.subject;

import java.io.IOException;
import org.mosingest.daemon.doctor.finding.Findings;

/** One thing that is looked at. */
public interface Check {

  /** The name that its findings carry: a fixed word. */
  String name();

  /**
   * Looks.
   *
   * @throws IOException if it cannot be looked at, which is a finding too
   * @throws InterruptedException if the thread is interrupted
   */
  void look(Subject subject, Findings findings) throws IOException, InterruptedException;

  /** A check of this machine, whatever the corpus. */
  interface OfMachine extends Check {

    /**
     * Looks.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void look(Equipment equipment, Findings findings) throws InterruptedException;

    @Override
    default void look(Subject subject, Findings findings) throws InterruptedException {
      look(subject.equipment(), findings);
    }
  }
}
