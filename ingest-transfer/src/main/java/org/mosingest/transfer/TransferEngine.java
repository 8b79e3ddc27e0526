package org.mosingest.transfer;

import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.Hops;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.OwnAddress;
import org.mosingest.transfer.part.PartFile;

/** How clips are asked for. Thread-safe. */
sealed interface TransferEngine {

  /** Begins a clip that a server has. */
  ClipFetch begin(ClipUrl url, PartFile part, HighWater highWater, TransferMeter meter);

  /** Begins a clip that an archive has. */
  ClipFetch begin(ArchiveMember member, PartFile part, HighWater highWater, TransferMeter meter);

  /** From now on all together are as fast as that, in bytes a second; empty for no limit. */
  void limitRate(OptionalLong bytesPerS);

  /** Asks for a URL; empty if it cannot ask for ranges. */
  Optional<Hops> hops(ClipUrl url);

  /** OkHttp. */
  record Native(HttpWire wire, RateGate gate, TransferSettings settings) implements TransferEngine {
    @Override
    public ClipFetch begin(ClipUrl url, PartFile part, HighWater highWater, TransferMeter meter) {
      return new ResumingFetch(url, wire, part, highWater, gate, meter, settings);
    }

    @Override
    public ClipFetch begin(
        ArchiveMember member, PartFile part, HighWater highWater, TransferMeter meter) {
      return new MemberFetch(member, part, highWater, gate, meter, settings);
    }

    @Override
    public void limitRate(OptionalLong bytesPerS) {
      gate.limit(bytesPerS);
    }

    @Override
    public Optional<Hops> hops(ClipUrl url) {
      return Optional.of(new Hops(wire, url, settings.reach()));
    }
  }

  /**
   * An external curl, and for archives on a disk this process.
   *
   * @param gate tells each new process its rate; nothing passes through it
   */
  record Curl(String curlBin, RateGate gate, TransferSettings settings, OwnAddress own)
      implements TransferEngine {
    @Override
    public ClipFetch begin(ClipUrl url, PartFile part, HighWater highWater, TransferMeter meter) {
      return new CurlFetch(curlBin, url, part, highWater, gate, meter, settings, own);
    }

    @Override
    public ClipFetch begin(
        ArchiveMember member, PartFile part, HighWater highWater, TransferMeter meter) {
      RateGate open = new RateGate(OptionalLong.empty());
      return new MemberFetch(member, part, highWater, open, meter, settings);
    }

    @Override
    public void limitRate(OptionalLong bytesPerS) {
      gate.limit(bytesPerS);
    }

    @Override
    public Optional<Hops> hops(ClipUrl url) {
      return Optional.empty();
    }
  }
}
