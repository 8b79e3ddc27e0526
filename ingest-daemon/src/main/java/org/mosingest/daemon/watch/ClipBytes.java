package org.mosingest.daemon.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.LongSupplier;
import org.mosingest.core.row.Counted;
import org.mosingest.transfer.TransferMeter;

/** One clip's bytes on their way into its run's count. Safe for many threads. */
public final class ClipBytes implements TransferMeter {

  /** The speed is that of the last seconds: what came so long ago counts for a third. */
  private static final double MEMORY_S = 5;

  private static final double NANOS = 1e9;

  private final String host;
  private final TransferMeter run;
  private final LongSupplier nanoTime;

  @GuardedBy("this")
  private long received;

  /** Bytes of late, each worth less the longer ago it came. */
  @GuardedBy("this")
  private double recent;

  @GuardedBy("this")
  private long firstAt;

  @GuardedBy("this")
  private long lastAt;

  /**
   * No byte yet.
   *
   * @param host where the clip's URL leads
   */
  public ClipBytes(String host, TransferMeter run, LongSupplier nanoTime) {
    this.host = host;
    this.run = run;
    this.nanoTime = nanoTime;
  }

  /** Where the clip's URL leads. */
  public String host() {
    return host;
  }

  @Override
  public void received(long bytes) {
    run.received(bytes);
    long now = nanoTime.getAsLong();
    synchronized (this) {
      if (received == 0) {
        firstAt = now;
      } else {
        recent *= Math.exp(-(now - lastAt) / NANOS / MEMORY_S);
      }
      received += bytes;
      recent += bytes;
      lastAt = now;
    }
  }

  @Override
  public void resumed(long bytes) {
    run.resumed(bytes);
  }

  /** What has come so far. */
  public synchronized long received() {
    return received;
  }

  /** How fast it has come over the last seconds, in bytes a second. */
  public synchronized double perSecond(long now) {
    if (received == 0) {
      return 0;
    }
    double faded = Math.exp(-Math.max(0, now - lastAt) / NANOS / MEMORY_S);
    // Of a transfer that has just begun there are fewer seconds to divide by.
    double age = Math.max(1, (now - firstAt) / NANOS);
    return recent * faded / (MEMORY_S * (1 - Math.exp(-age / MEMORY_S)));
  }

  /** How much has come and how long ago the last of it, in words. */
  public synchronized String words(long now) {
    return received == 0
        ? "no bytes yet"
        : Counted.of(received, "byte")
            + " received, the last "
            + ago((now - lastAt) / 1_000_000_000L);
  }

  private static String ago(long seconds) {
    return seconds < 1 ? "less than a second ago" : seconds + " s ago";
  }
}
