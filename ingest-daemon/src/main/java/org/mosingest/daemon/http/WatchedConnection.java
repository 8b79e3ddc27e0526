package org.mosingest.daemon.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that stands among the open ones while it is served. */
record WatchedConnection(
    ServerConnection inner,
    ConnectionContext context,
    ConnectionPlaces places,
    ClientPatience patience)
    implements ServerConnection, InterruptableTask<Void> {

  @Override
  public void handle(Limit limit) throws InterruptedException {
    ClientDeadline watched = new ClientDeadline(context, patience);
    places.enter(watched);
    try {
      ScopedValue.where(ClientDeadline.CURRENT, watched)
          .<Void, InterruptedException>call(
              () -> {
                inner.handle(limit);
                return null;
              });
    } finally {
      places.leave(watched);
    }
  }

  @Override
  public boolean canInterrupt() {
    return inner instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  /** Never idle for the server: the watch sees to that, and knows what a live stream is. */
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    inner.close(interrupt);
  }
}
