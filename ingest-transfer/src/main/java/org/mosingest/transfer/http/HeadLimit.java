package org.mosingest.transfer.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.mosingest.transfer.attempt.AttemptState;

/**
 * Bounds how long a reply's head may take as a whole: OkHttp bounds only each wait for a byte, and
 * the call with its body.
 */
final class HeadLimit extends AsyncTimeout {

  private final Call call;
  private final Duration limit;

  HeadLimit(Call call, Duration limit) {
    this.call = call;
    this.limit = limit;
    timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The reply, its head whole. */
  Response execute() throws IOException {
    enter();
    try {
      Response response = call.execute();
      if (!exit()) {
        return response;
      }
      response.close();
    } catch (IOException e) {
      if (!exit()) {
        throw e;
      }
    } finally {
      // For what else may be thrown: the timer must not outlive the call.
      boolean _ = exit();
    }
    throw new InterruptedIOException("no complete header within " + AttemptState.seconds(limit));
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }
}
