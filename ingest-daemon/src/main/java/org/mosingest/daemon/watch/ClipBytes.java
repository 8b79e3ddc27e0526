package org.mosingest.daemon.watch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.mosingest.transfer.TransferMeter;

/** One clip's bytes on their way into its run's count. Safe for many threads. */
public final class ClipBytes implements TransferMeter {

  private final TransferMeter run;
  private final LongSupplier nanoTime;
  private final AtomicLong received = new AtomicLong();
  private volatile long lastAt;

  public ClipBytes(TransferMeter run, LongSupplier nanoTime) {
    this.run = run;
    this.nanoTime = nanoTime;
  }

  @Override
  public void received(long bytes) {
    run.received(bytes);
    received.addAndGet(bytes);
    lastAt = nanoTime.getAsLong();
  }

  @Override
  public void resumed(long bytes) {
    run.resumed(bytes);
  }

  /** How much has come and how long ago the last of it, in words. */
  public String words(long now) {
    long bytes = received.get();
    return bytes == 0
        ? "no byte has come"
        : bytes + " bytes came, the last " + (now - lastAt) / 1_000_000_000L + " s ago";
  }
}
