package org.mosingest.transfer;

import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveStream;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.LeastRate;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.part.PartFile;
import org.mosingest.transfer.part.PartRecord;

/**
 * Fetches a clip out of an archive, by ranges of it, and continues what an earlier attempt left of
 * the same version of the archive. The part holds the member's bytes as the archive has them.
 */
final class MemberFetch implements ClipFetch {

  private static final byte[] NONE = {};

  private final ArchiveMember member;
  private final PartFile part;
  private final HighWater highWater;
  private final RateGate gate;
  private final TransferMeter meter;
  private final TransferSettings settings;
  private final PartCommit commit = new PartCommit();

  private Optional<ArchiveStream> shared = Optional.empty();

  /** Only while an attempt runs. */
  private byte[] buffer = NONE;

  MemberFetch(
      ArchiveMember member,
      PartFile part,
      HighWater highWater,
      RateGate gate,
      TransferMeter meter,
      TransferSettings settings) {
    this.member = member;
    this.part = part;
    this.highWater = highWater;
    this.gate = gate;
    this.meter = meter;
    this.settings = settings;
  }

  @Override
  public void within(Optional<ArchiveStream> stream) {
    shared = stream;
  }

  @Override
  public ClipContent fetch(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    try (part) {
      part.prepare(member.key());
      if (!part.version().map(PartRecord::validator).equals(member.validator())) {
        part.discard();
      }
      highWater.found(part.length());
      if (member.size() > settings.maxClipBytes()) {
        throw ClipFault.lasting(
            Reason.of(ReasonWord.TOO_LARGE, "more than " + settings.maxClipBytes() + " bytes"));
      }
      buffer = new byte[RateGate.CHUNK];
      attempt.startClock();
      try {
        return received(attempt);
      } catch (ClipFault e) {
        if (part.version().isEmpty()) {
          part.discard();
        }
        throw e;
      }
    } finally {
      buffer = NONE;
    }
  }

  private ClipContent received(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    if (part.length() > 0) {
      meter.resumed(part.length());
      if (part.length() < member.packed()) {
        long first;
        try (ArchiveStream header = member.archive().stream(0, 1)) {
          first = first(header, true, attempt);
        }
        takeAlone(first, attempt);
      }
      return commit.of(part);
    }
    if (shared.isPresent()) {
      take(shared.get(), first(shared.get(), false, attempt), attempt);
      return commit.of(part);
    }
    try (ArchiveStream own = member.archive().stream(member.end(), 1)) {
      take(own, first(own, false, attempt), attempt);
    }
    return commit.of(part);
  }

  private void takeAlone(long first, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    try (ArchiveStream own = member.archive().stream(first + member.packed(), 1)) {
      take(own, first, attempt);
    }
  }

  private long first(ArchiveStream stream, boolean alone, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    return switch (member.begin(stream, alone, attempt)) {
      case ArchiveMember.Begin.At(long offset) -> offset;
      case ArchiveMember.Begin.Damaged(Reason reason) -> {
        part.discard();
        throw ClipFault.lasting(reason);
      }
    };
  }

  /**
   * Takes what is missing of the member's bytes.
   *
   * @param first where they begin in the archive
   */
  private void take(ArchiveStream stream, long first, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    if (part.length() == 0) {
      part.startOver(member.validator().map(validator -> new PartRecord(member.key(), validator)));
    }
    LeastRate rate = new LeastRate(settings.stallTimeout());
    long _ = stream.seek(first + part.length(), first + part.length() + 1, attempt);
    while (part.length() < member.packed()) {
      if (attempt.isOver()) {
        throw attempt.timedOut();
      }
      long before = System.nanoTime();
      long left = member.packed() - part.length();
      int n = stream.read(buffer, 0, (int) Math.min(gate.chunk(), left));
      if (n < 0) {
        // Its header was longer than the directory lets expect.
        long _ = stream.seek(first + part.length(), first + member.packed(), attempt);
        continue;
      }
      meter.received(n);
      rate.came(System.nanoTime() - before, n);
      part.append(buffer, n);
      highWater.reached(part.length());
      if (member.archive().isRemote()) {
        gate.pass(n, attempt.stop());
      }
    }
  }
}
