package org.mosingest.daemon.watch;

import java.util.concurrent.atomic.LongAdder;
import org.mosingest.transfer.TransferMeter;

/** A run's bytes. Safe for many threads. */
public final class ByteCount implements TransferMeter {

  private final LongAdder downloaded = new LongAdder();
  private final LongAdder resumed = new LongAdder();

  @Override
  public void received(long bytes) {
    downloaded.add(bytes);
  }

  @Override
  public void resumed(long bytes) {
    resumed.add(bytes);
  }

  public long downloaded() {
    return downloaded.sum();
  }

  public long resumed() {
    return resumed.sum();
  }
}
