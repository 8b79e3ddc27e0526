package org.mosingest.daemon.notify;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.row.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one receiver is still to be told, in order, on a thread of its own. Bounded: what comes when
 * it is full is dropped. Safe for many threads.
 */
final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final int MOST_WAITING = 100;

  private final Receiver receiver;
  private final List<Duration> backoff;
  private final ThreadPoolExecutor sender;

  Outbox(Receiver receiver, List<Duration> backoff) {
    this.receiver = receiver;
    this.backoff = backoff;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("notify").factory());
  }

  /**
   * Tells it when its turn comes; returns at once.
   *
   * @param what is told, in words for the log
   */
  void add(String what, byte[] json) {
    try {
      sender.execute(() -> send(what, json));
    } catch (RejectedExecutionException _) {
      LOG.warn(
          "{} is not notified that {}: {} notifications are already waiting",
          receiver.shown(),
          what,
          MOST_WAITING);
    }
  }

  private void send(String what, byte[] json) {
    try {
      String why = lastFault(json);
      if (!why.isEmpty()) {
        LOG.warn("{} was not notified that {}: {}", receiver.shown(), what, why);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      LOG.warn("{} was not notified that {}: the service stops", receiver.shown(), what);
    } catch (RuntimeException e) {
      LOG.error("cannot notify {} that {}", receiver.shown(), what, e);
    }
  }

  /** Why it was not received at last; empty if it was. */
  private String lastFault(byte[] json) throws InterruptedException {
    Iterator<Duration> waits = backoff.iterator();
    while (true) {
      switch (receiver.tell(json)) {
        case Delivery.Received() -> {
          return "";
        }
        case Delivery.Refused(String why) -> {
          return why;
        }
        case Delivery.Later(String why) -> {
          if (Thread.interrupted() || sender.isShutdown()) {
            throw new InterruptedException();
          }
          if (!waits.hasNext()) {
            return why + "; tried " + Counted.of(backoff.size() + 1L, "time");
          }
          TimeUnit.NANOSECONDS.sleep(waits.next().toNanos());
        }
      }
    }
  }

  /** Breaks off at once; what still waits is dropped, and said so. */
  @Override
  public void close() {
    int dropped = sender.shutdownNow().size();
    receiver.breakOff();
    try {
      // A program that is under way is killed by its own thread.
      boolean _ = sender.awaitTermination(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (dropped > 0) {
      LOG.warn(
          "{}: {} dropped, since the service is stopping",
          receiver.shown(),
          Counted.of(dropped, "notification is", "notifications are"));
    }
  }
}
