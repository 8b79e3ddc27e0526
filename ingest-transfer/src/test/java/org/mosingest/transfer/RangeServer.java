package org.mosingest.transfer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.transfer.FaultServer.Request;

/**
 * A file that a {@link FaultServer} gives by ranges, and counts what is asked for. Thread-safe; the
 * file may be replaced.
 */
public final class RangeServer implements FaultServer.Script {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private static final int PIECE = 16 << 10;

  private final AtomicLong asked = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile byte[] file;
  private volatile String etag;
  private volatile long cutAfter = Long.MAX_VALUE;
  private final Gate gate = new Gate();

  /** Lets so many bytes out and then no more. */
  private static final class Gate {
    @GuardedBy("this")
    private long allowed = Long.MAX_VALUE;

    @GuardedBy("this")
    private long sent;

    synchronized int await(int most) throws InterruptedException {
      while (sent >= allowed) {
        wait();
      }
      return (int) Math.min(most, allowed - sent);
    }

    synchronized void sent(int bytes) {
      sent += bytes;
      notifyAll();
    }

    synchronized void allow(long bytes) {
      allowed = bytes;
      notifyAll();
    }

    synchronized boolean isHolding() {
      return sent >= allowed;
    }

    synchronized long soFar() {
      return sent;
    }
  }

  /** A file with a strong tag. */
  public RangeServer(byte[] file, String etag) {
    this.file = file.clone();
    this.etag = etag;
  }

  /** Another version takes its place. */
  public void replace(byte[] other, String otherEtag) {
    file = other.clone();
    etag = otherEtag;
  }

  /** From now on a reply breaks off after so many bytes. */
  public void cutAfter(long bytes) {
    cutAfter = bytes;
  }

  /** After so many bytes in all nothing more is sent, until more are allowed. */
  public void allow(long bytes) {
    gate.allow(bytes);
  }

  /** Whether as much was sent as is allowed. */
  public boolean isHolding() {
    return gate.isHolding();
  }

  /** How many bytes of the file were sent so far. */
  public long sent() {
    return gate.soFar();
  }

  /** How many bytes were asked for. */
  public long asked() {
    return asked.get();
  }

  /** How many requests came. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void answer(Request request, Socket socket) throws IOException, InterruptedException {
    byte[] now = file;
    String tag = etag;
    requests.incrementAndGet();
    List<String> fields = new ArrayList<>(List.of("ETag: " + tag));
    Matcher range = RANGE.matcher(request.header("Range").orElse(""));
    boolean same = request.header("If-Range").filter(other -> !other.equals(tag)).isEmpty();
    if (!range.matches() || !same) {
      fields.add("Content-Length: " + now.length);
      Replies.head(socket, 200, fields);
      socket.getOutputStream().write(now);
      return;
    }
    int from =
        range.group(1).isEmpty()
            ? Math.max(0, now.length - Integer.parseInt(range.group(2)))
            : Integer.parseInt(range.group(1));
    int to =
        range.group(1).isEmpty() || range.group(2).isEmpty()
            ? now.length
            : Math.min(now.length, Integer.parseInt(range.group(2)) + 1);
    asked.addAndGet(to - from);
    fields.add("Content-Length: " + (to - from));
    fields.add("Content-Range: bytes " + from + "-" + (to - 1) + "/" + now.length);
    Replies.head(socket, 206, fields);
    int sent = (int) Math.min(to - from, cutAfter);
    for (int at = from; at < from + sent; ) {
      int some = gate.await(Math.min(PIECE, from + sent - at));
      socket.getOutputStream().write(now, at, some);
      gate.sent(some);
      at += some;
    }
    socket.getOutputStream().flush();
  }
}
