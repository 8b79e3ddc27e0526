package org.mosingest.daemon.notify;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.mosingest.core.options.SecretPart;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.transfer.reach.Reach;

/** A server that gets each document as a POST, signed where there is a secret. */
final class WebReceiver implements Receiver {

  /** {@code sha256=} and HMAC-SHA-256 of the body by the secret, as GitHub's webhooks have it. */
  static final String SIGNATURE = "X-Ingest-Signature-256";

  private static final MediaType JSON = MediaType.get("application/json");

  private final HttpUrl url;
  private final String login;
  private final String shown;
  private final Optional<byte[]> key;
  private final OkHttpClient client;

  /**
   * A server.
   *
   * @param mostTime for one POST and its reply
   * @param reach through which proxy it is asked, and which certificates are accepted
   * @throws IllegalArgumentException if the certificates cannot be used
   */
  WebReceiver(URI address, Optional<byte[]> key, Duration mostTime, Reach reach) {
    this.url = HttpUrl.get(address.toString());
    this.login =
        address.getRawUserInfo() == null
            ? ""
            : Credentials.basic(url.username(), url.password(), StandardCharsets.UTF_8);
    this.shown = SecretPart.ADDRESS.masked(address.toString());
    this.key = key;
    OkHttpClient.Builder builder =
        reach.proxying(
            new OkHttpClient.Builder()
                .callTimeout(mostTime)
                .retryOnConnectionFailure(false)
                // A POST that is led elsewhere would become a GET, or tell a stranger.
                .followRedirects(false));
    this.client = (url.isHttps() ? reach.trusting(builder) : builder).build();
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public Delivery tell(byte[] json) {
    Request.Builder request = new Request.Builder().url(url).post(RequestBody.create(json, JSON));
    if (!login.isEmpty()) {
      request.header("Authorization", login);
    }
    key.ifPresent(secret -> request.header(SIGNATURE, "sha256=" + signature(secret, json)));
    try (Response response = client.newCall(request.build()).execute()) {
      int status = response.code();
      if (response.isSuccessful()) {
        return new Delivery.Received();
      }
      boolean passing = status >= 500 || status == 408 || status == 429;
      String why = "it answered " + status;
      return passing ? new Delivery.Later(why) : new Delivery.Refused(why);
    } catch (IOException e) {
      return new Delivery.Later(FaultWords.of(e));
    }
  }

  /** HMAC-SHA-256 (RFC 2104) in lower-case hexadecimal. */
  static String signature(byte[] secret, byte[] json) {
    return Hashing.hmacSha256(secret).hashBytes(json).toString();
  }

  @Override
  public void breakOff() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
