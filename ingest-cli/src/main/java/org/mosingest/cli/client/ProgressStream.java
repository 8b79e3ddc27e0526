package org.mosingest.cli.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.RefusedException.Cause;

/** The daemon's progress as it comes, through restarts of the daemon. */
public final class ProgressStream {

  private static final int LONGEST_PAUSE_FACTOR = 16;

  private final DaemonClient client;
  private final Duration firstPause;

  /**
   * A feed from a daemon.
   *
   * @param client how to reach it
   * @param firstPause how long to wait before it is tried again; twice as long each time, up to
   *     sixteen times as long
   */
  public ProgressStream(DaemonClient client, Duration firstPause) {
    this.client = client;
    this.firstPause = firstPause;
  }

  /** Whoever follows the progress. Called by the thread that follows. */
  public interface Follower {
    /**
     * The progress has come, or come anew.
     *
     * @param json the document
     * @return whether to go on
     */
    boolean progress(String json) throws DaemonUnreachableException;

    /** The daemon cannot be reached; it is tried again. */
    void away(Instant since);
  }

  /**
   * Follows until the follower has enough. A daemon that goes away is waited for; one that was
   * never there is not.
   *
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers at the first time
   * @throws InterruptedException if interrupted while waiting for it
   */
  public void follow(Follower follower)
      throws RefusedException, DaemonUnreachableException, InterruptedException {
    boolean met = false;
    int factor = 1;
    @Nullable Instant since = null;
    while (true) {
      try (Connection connection = new Connection(follower)) {
        boolean enough = connection.run();
        if (enough) {
          return;
        }
        if (connection.heard) {
          met = true;
          factor = 1;
          since = null;
        }
      } catch (DaemonUnreachableException e) {
        if (!met) {
          throw e;
        }
      } catch (RefusedException e) {
        // One that is just starting may answer like this for a moment.
        if (!met || e.reason() != Cause.FAULT) {
          throw e;
        }
      }
      if (since == null) {
        since = Instant.now();
      } else {
        follower.away(since);
      }
      TimeUnit.NANOSECONDS.sleep(firstPause.multipliedBy(factor).toNanos());
      factor = Math.min(2 * factor, LONGEST_PAUSE_FACTOR);
    }
  }

  /** One stream, from its request to its end. */
  private final class Connection extends EventSourceListener implements AutoCloseable {
    private final Follower follower;
    private final Call call = client.stream("progress");
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private boolean enough;
    private boolean heard;

    private Connection(Follower follower) {
      this.follower = follower;
    }

    /** Whether the follower has enough. */
    boolean run() throws RefusedException, DaemonUnreachableException {
      try (Response response = call.execute()) {
        if (!response.isSuccessful()) {
          throw client.refused(response.code(), response.body().string());
        }
        EventSources.processResponse(
            response.newBuilder().body(new TerminatedBody(response.body())).build(), this);
      } catch (IOException e) {
        throw client.unreachable(e);
      }
      if (enough) {
        return true;
      }
      return switch (fault.get()) {
        case DaemonUnreachableException e -> throw e;
        // The stream has the wrong type.
        case IllegalStateException _ when !heard -> throw client.stranger();
        case RuntimeException e -> throw e;
        case null, default -> false;
      };
    }

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      if (enough || fault.get() != null) {
        return;
      }
      heard = true;
      try {
        enough = !follower.progress(data);
      } catch (DaemonUnreachableException | RuntimeException e) {
        fault.set(e);
      }
      if (enough || fault.get() != null) {
        call.cancel();
      }
    }

    @Override
    public void onFailure(EventSource source, @Nullable Throwable t, @Nullable Response response) {
      fault.compareAndSet(null, t);
    }

    @Override
    public void close() {
      call.cancel();
    }
  }
}
