package org.mosingest.transfer.archive;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.ContentRange;
import org.mosingest.transfer.http.Extent;
import org.mosingest.transfer.http.Hops;
import org.mosingest.transfer.http.HttpWire.Reply;
import org.mosingest.transfer.http.RangeReply;
import org.mosingest.transfer.http.StatusRules;

/** An archive's bytes from a server, by ranges (RFC 9110 section 14). */
final class RemoteBytes implements ArchiveBytes {

  private final ClipUrl url;
  private final Hops hops;
  private final ArchiveVersion version;

  /** Those of one version. */
  RemoteBytes(ClipUrl url, Hops hops, ArchiveVersion version) {
    this.url = url;
    this.hops = hops;
    this.version = version;
  }

  /**
   * An archive's last bytes.
   *
   * @param bytes the last {@code most} of them, or all there are
   */
  record Tail(ArchiveVersion version, ByteBuffer bytes) {}

  /**
   * Asks for the last bytes, which also tells the version and whether the server knows ranges.
   *
   * @param most how many at most
   * @throws ArchiveFault if the server does not give ranges
   * @throws ClipFault if they do not come
   */
  static Tail tail(Hops hops, int most, AttemptState attempt)
      throws ArchiveFault, ClipFault, InterruptedException {
    try (Reply reply = hops.get(fields("bytes=-" + most), attempt)) {
      return switch (reply.status()) {
        case 206 -> {
          StatusRules.checkEncoding(reply);
          if (!(range(reply) instanceof ContentRange.Span(long first, long last, long total))
              || total < 0
              || last + 1 != total
              || last - first + 1 > most) {
            throw protocol(reply);
          }
          yield new Tail(
              ArchiveVersion.of(reply, total),
              ByteBuffer.wrap(whole(reply, (int) (last - first + 1))));
        }
        case 200, 203 -> throw new ArchiveFault("its server does not support byte ranges");
        case 416 -> throw new ArchiveFault("it is not a ZIP file: it is empty");
        default -> throw StatusRules.fault(reply);
      };
    }
  }

  private static byte[] whole(Reply reply, int length) throws ClipFault, InterruptedException {
    byte[] bytes = new byte[length];
    int held = 0;
    while (held < length) {
      int n = reply.read(bytes, held);
      if (n < 0) {
        throw ClipFault.passing(
            Reason.of(ReasonWord.TRUNCATED, held + " of " + Counted.of(length, "byte")));
      }
      held += n;
    }
    return bytes;
  }

  @Override
  public Span open(long from, long to, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    Map<String, String> fields = fields(Extent.of(from, to - from).rangeFrom(0));
    version.ifRange().ifPresent(tag -> fields.put("If-Range", tag));
    Reply reply = hops.get(fields, attempt);
    boolean good = false;
    try {
      check(reply, from, to);
      good = true;
      return new ReplySpan(reply);
    } finally {
      if (!good) {
        reply.close();
      }
    }
  }

  private void check(Reply reply, long from, long to) throws ClipFault, MachineFaultException {
    switch (reply.status()) {
      case 206 -> {
        StatusRules.checkEncoding(reply);
        if (!(range(reply) instanceof ContentRange.Span(long first, long last, long told))) {
          throw protocol(reply);
        }
        if (!version.fits(reply, told < 0 ? version.total() : told)) {
          throw changed();
        }
        // A server may give less than was asked for; the rest is asked for again.
        if (first != from || last < first || last + 1 > to) {
          throw protocol(reply);
        }
      }
      case 200, 203 -> {
        if (version.fits(reply, RangeReply.contentLength(reply))) {
          throw new MachineFaultException(
              "cannot read the archive "
                  + url
                  + " any more: its server sent all of it instead of a part; run this again, or"
                  + " copy the archive to a disk",
              new ArchiveFault("all of it"));
        }
        throw changed();
      }
      case 416 -> throw changed();
      default -> {
        ClipFault fault = StatusRules.fault(reply);
        if (fault.isLasting()) {
          throw new MachineFaultException(
              "cannot read the archive " + url + " any more: " + fault.getMessage(), fault);
        }
        throw fault;
      }
    }
  }

  private MachineFaultException changed() {
    return changed(url.toString());
  }

  /** The fault of a run whose archive is another one by now. */
  static MachineFaultException changed(String archive) {
    return new MachineFaultException(
        "the archive "
            + archive
            + " was changed while the run read it; the work so far is saved, and the next run reads"
            + " the new archive then",
        new ArchiveFault("changed"));
  }

  private static ClipFault protocol(Reply reply) {
    return ClipFault.passing(
        Reason.of(
            ReasonWord.PROTOCOL,
            "another range than requested: " + reply.header("Content-Range").orElse("none")));
  }

  private static ContentRange range(Reply reply) {
    Optional<ContentRange> range = reply.header("Content-Range").flatMap(ContentRange::parse);
    return range.orElse(new ContentRange.Unsatisfied(-1));
  }

  private static Map<String, String> fields(String range) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Accept-Encoding", "identity");
    fields.put("Range", range);
    return fields;
  }

  /** A reply's body. */
  private record ReplySpan(Reply reply) implements Span {
    @Override
    public int read(byte[] buffer, int from) throws ClipFault, InterruptedException {
      return reply.read(buffer, from);
    }

    @Override
    public void close() {
      reply.close();
    }
  }
}
