package org.mosingest.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.LeastRate;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.Extent;
import org.mosingest.transfer.http.Hops;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.HttpWire.Reply;
import org.mosingest.transfer.http.RangeReply;
import org.mosingest.transfer.http.StatusRules;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartFile;
import org.mosingest.transfer.part.PartRecord;

/**
 * Fetches a clip over HTTP and continues what an earlier attempt left (RFC 9110 section 14): only
 * where the server proves by a strong validator that it is the same version, and says itself where
 * its bytes begin. In every doubt it starts over.
 */
final class ResumingFetch implements ClipFetch {

  /** Below that many bytes a body cut short is not judged. */
  private static final int LEAST_TO_JUDGE = 16;

  /**
   * What a read gives at most. After one that gives less, the next may wait: what has come belongs
   * on the disk before.
   */
  private static final int FULL_READ = 8 << 10;

  private static final byte[] NONE = {};

  private final ClipUrl url;
  private final Hops hops;
  private final PartFile part;
  private final HighWater highWater;
  private final RateGate gate;
  private final TransferMeter meter;
  private final TransferSettings settings;
  private final PartCommit commit = new PartCommit();

  /** Only while an attempt runs: thousands of downloads wait for their turn at the same time. */
  private byte[] buffer = NONE;

  private LeastRate rate;

  ResumingFetch(
      ClipUrl url,
      HttpWire wire,
      PartFile part,
      HighWater highWater,
      RateGate gate,
      TransferMeter meter,
      TransferSettings settings) {
    this.url = url;
    this.hops = new Hops(wire, url, settings.reach());
    this.part = part;
    this.highWater = highWater;
    this.gate = gate;
    this.meter = meter;
    this.settings = settings;
    this.rate = new LeastRate(settings.stallTimeout());
  }

  @Override
  public ClipContent fetch(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    rate = new LeastRate(settings.stallTimeout());
    try (part) {
      part.prepare(url.url());
      highWater.found(part.length());
      if (part.isWhole()) {
        meter.resumed(part.length());
        return commit.of(part);
      }
      buffer = new byte[Math.max(RateGate.CHUNK, BodySniffer.WANTED)];
      attempt.startClock();
      try {
        Optional<ClipContent> continued = part.length() > 0 ? goOn(attempt) : Optional.empty();
        return continued.isPresent() ? continued.get() : fromZero(attempt);
      } catch (ClipFault e) {
        highWater.dripped(rate.dripped());
        // Bytes that nobody can continue only take room.
        if (part.version().isEmpty()) {
          part.discard();
        }
        throw e;
      }
    } finally {
      buffer = NONE;
    }
  }

  /** Asks for the rest; empty if what is held is of no use and has been thrown away. */
  private Optional<ClipContent> goOn(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    PartRecord version = part.version().orElseThrow();
    Map<String, String> headers = headers();
    headers.put("Range", Extent.WHOLE.rangeFrom(part.length()));
    headers.put("If-Range", version.validator().ifRange());
    try (Reply reply = hops.get(headers, attempt)) {
      return switch (RangeReply.of(reply, version.validator(), Extent.WHOLE, part.length())) {
        case RangeReply.Rest(long total) -> {
          StatusRules.checkEncoding(reply);
          checkSize(total);
          meter.resumed(part.length());
          yield Optional.of(receive(reply, 0, total, attempt));
        }
        case RangeReply.WholeBody() -> Optional.of(receiveNew(reply, attempt));
        case RangeReply.NothingLeft() -> {
          meter.resumed(part.length());
          yield Optional.of(commit.of(part));
        }
        case RangeReply.NoUse() -> {
          part.discard();
          yield Optional.empty();
        }
        case RangeReply.Fault() -> {
          if (reply.status() == 404 || reply.status() == 410) {
            part.discard();
          }
          throw StatusRules.fault(reply);
        }
      };
    }
  }

  private ClipContent fromZero(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    try (Reply reply = hops.get(headers(), attempt)) {
      return switch (reply.status()) {
        case 200, 203, 206 -> receiveNew(reply, attempt);
        default -> throw StatusRules.fault(reply);
      };
    }
  }

  /**
   * Takes a body that begins at the clip's first byte. Nothing of it is written before its first
   * bytes were judged.
   */
  private ClipContent receiveNew(Reply reply, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    StatusRules.checkEncoding(reply);
    long total = RangeReply.wholeLength(reply);
    checkSize(total);
    int count = 0;
    Optional<ClipFault> cut = Optional.empty();
    try {
      while (count < BodySniffer.WANTED) {
        long before = System.nanoTime();
        int n = reply.read(buffer, count);
        if (n < 0) {
          break;
        }
        count += n;
        meter.received(n);
        rate.came(System.nanoTime() - before, n);
      }
    } catch (ClipFault e) {
      cut = Optional.of(e);
    }
    boolean isShort =
        cut.isPresent() || (total >= 0 && count < Math.min(total, BodySniffer.WANTED));
    Optional<String> notAVideo =
        BodySniffer.notAVideo(buffer, count, reply.header("Content-Type").orElse(""));
    if (isShort && (count < LEAST_TO_JUDGE || notAVideo.isPresent())) {
      throw cut.orElseGet(() -> truncated(total));
    }
    if (count == 0) {
      throw ClipFault.lasting(Reason.of(ReasonWord.EMPTY_BODY));
    }
    if (notAVideo.isPresent()) {
      throw ClipFault.lasting(Reason.of(ReasonWord.NOT_A_VIDEO, notAVideo.get()));
    }
    Optional<PartRecord> version =
        Validator.of(reply, total).map(told -> new PartRecord(url.url(), told));
    Optional<PartRecord> before = part.version();
    if (before.isPresent()
        && version.isPresent()
        && !before.get().validator().isSameVersion(version.get().validator())) {
      highWater.newVersion();
    }
    part.startOver(version);
    if (cut.isPresent()) {
      take(count, total, attempt);
      throw cut.get();
    }
    return receive(reply, count, total, attempt);
  }

  /**
   * Takes the rest of a body, and makes it the clip if it is whole.
   *
   * @param count how many bytes of it the buffer holds
   */
  private ClipContent receive(Reply reply, int count, long total, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    int held = count;
    int last = count;
    while (last >= 0) {
      if (last < FULL_READ || held >= gate.chunk() || buffer.length - held < FULL_READ) {
        take(held, total, attempt);
        held = 0;
      }
      long before = System.nanoTime();
      try {
        last = reply.read(buffer, held);
        if (last > 0) {
          meter.received(last);
          held += last;
          rate.came(System.nanoTime() - before, last);
        }
      } catch (ClipFault | InterruptedException e) {
        take(held, total, attempt);
        throw e;
      }
    }
    take(held, total, attempt);
    if (total >= 0 && part.length() < total) {
      throw truncated(total);
    }
    if (!reply.isFramed()) {
      // Neither length nor chunks: a server that died looks like one that is done (RFC 9112 section
      // 8).
      Mp4Shape.checkWhole(part.path(), part.length());
    }
    return commit.of(part);
  }

  private void take(int count, long total, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    if (count == 0) {
      return;
    }
    long length = part.length() + count;
    if (total >= 0 && length > total) {
      part.discard();
      throw ClipFault.passing(
          Reason.of(ReasonWord.PROTOCOL, "more bytes than the " + total + " announced"));
    }
    checkSize(length);
    part.append(buffer, count);
    highWater.reached(length);
    gate.pass(count, attempt.stop());
  }

  private void checkSize(long length)
      throws ClipFault, InterruptedException, MachineFaultException {
    if (length > settings.maxClipBytes()) {
      part.discard();
      throw ClipFault.lasting(
          Reason.of(ReasonWord.TOO_LARGE, "more than " + settings.maxClipBytes() + " bytes"));
    }
  }

  private ClipFault truncated(long total) {
    return ClipFault.passing(
        Reason.of(ReasonWord.TRUNCATED, part.length() + " of " + Counted.of(total, "byte")));
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    // Of a coded body neither the length nor an offset would be the clip's.
    headers.put("Accept-Encoding", "identity");
    return headers;
  }
}
