package org.mosingest.transfer.http;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.reach.Reach;

/**
 * The client for https, with the same connections as that for http. It is made when a URL first
 * needs it: to read whom it trusts takes its time. Thread-safe.
 */
final class SecureClient {

  private final Supplier<OkHttpClient> client;

  /** One of this client's connections, not made yet. */
  SecureClient(OkHttpClient plain, Reach reach, UnaryOperator<OkHttpClient.Builder> trust) {
    this.client =
        Suppliers.memoize(
            () ->
                trust
                    .apply(
                        reach.trusting(
                            plain.newBuilder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))))
                    .build());
  }

  /**
   * The client.
   *
   * @throws ClipFault if whom to trust cannot be read, which is no clip's fault
   */
  OkHttpClient get() throws ClipFault {
    try {
      return client.get();
    } catch (IllegalArgumentException e) {
      throw ClipFault.withoutAuthorities(String.valueOf(e.getMessage()));
    }
  }
}
