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
    public Optional<Hops> hops(ClipUrl url) {
      return Optional.of(new Hops(wire, url, settings.reach()));
    }
  }

  /** An external curl, and for archives on a disk this process. */
  record Curl(String curlBin, TransferSettings settings, OwnAddress own) implements TransferEngine {
    @Override
    public ClipFetch begin(ClipUrl url, PartFile part, HighWater highWater, TransferMeter meter) {
      return new CurlFetch(curlBin, url, part, highWater, meter, settings, own);
    }

    @Override
    public ClipFetch begin(
        ArchiveMember member, PartFile part, HighWater highWater, TransferMeter meter) {
      RateGate open = new RateGate(OptionalLong.empty());
      return new MemberFetch(member, part, highWater, open, meter, settings);
    }

    @Override
    public Optional<Hops> hops(ClipUrl url) {
      return Optional.empty();
    }
  }
}
