package org.mosingest.transfer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * HTTP by OkHttp: blocking calls on the caller's thread, over connections that all downloads share.
 * No cookies of its own, no cache, no redirects, no transparent gzip. OkHttp tries a request again
 * by itself where a pooled connection turns out to be dead, where a host has a second address, and
 * once after a 408 or after a 503 with {@code Retry-After: 0}; a GET may be repeated (RFC 9110
 * section 9.2.2). Thread-safe.
 */
public final class OkHttpWire implements HttpWire {

  /** Idle connections kept: more than any pool of downloads has. */
  private static final int IDLE_CONNECTIONS = 256;

  private final TransferSettings settings;
  private final OkHttpClient plain;

  private final SecureClient secure;

  private final OwnAddress own;
  private final MovedHosts moved;
  private volatile boolean closed;

  /**
   * A lookup blocks its thread and hears no interrupt; platform threads, since it would hold a
   * virtual one's carrier.
   */
  private final ExecutorService lookups =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("dns-", 0).factory());

  /**
   * A wire for GETs.
   *
   * @param trust changes each client when all else is set; the identity for what the JDK trusts
   * @param own where it connects to never
   */
  public OkHttpWire(
      TransferSettings settings, UnaryOperator<OkHttpClient.Builder> trust, OwnAddress own) {
    this.settings = settings;
    this.own = own;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(true)
            .addInterceptor(this::withPatience)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
            .dns(this::lookup)
            .socketFactory(
                new LargeReads(own, settings.reach().isPublicOnly(), settings.connectTimeout()))
            .eventListenerFactory(OkHttpContact::of)
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    this.plain = trust.apply(settings.reach().proxying(builder)).build();
    this.secure = new SecureClient(plain, settings.reach(), trust);
    this.moved = new MovedHosts(plain, lookups);
  }

  @Override
  public Reply get(ClipUrl url, Map<String, String> headers, AttemptState attempt)
      throws ClipFault, InterruptedException {
    if (settings.reach().isProxied(url.url())) {
      // The proxy connects, and this process sees no address.
      own.refuse(url);
    }
    Duration left = attempt.timeLeft();
    if (left.isZero()) {
      throw attempt.timedOut();
    }
    OkHttpContact contact = new OkHttpContact(attempt);
    OkHttpClient client = url.parsed().isHttps() ? secure.get() : plain;
    Call call = client.newCall(request(url.parsed(), headers, contact));
    call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
    attempt.stop().arm(call::cancel);
    moved.begin(contact);
    boolean open = false;
    try {
      attempt.stop().check();
      Response response = new HeadLimit(call, longestHead(attempt)).execute();
      response
          .body()
          .source()
          .timeout()
          .timeout(settings.stallTimeout().toNanos(), TimeUnit.NANOSECONDS);
      open = true;
      return new OkHttpReply(response, contact);
    } catch (Exception e) {
      throw failure(e, contact, false);
    } finally {
      contact.rests();
      if (!open) {
        moved.end(contact);
        attempt.stop().disarm();
      }
    }
  }

  /** A lookup, connecting, and one stall: a server that drips its head never stalls. */
  private Duration longestHead(AttemptState attempt) {
    return settings.connectTimeout().multipliedBy(2).plus(settings.firstByte(attempt.timeout()));
  }

  /** A head may take longer than any later byte: some servers make a clip when it is asked for. */
  private Response withPatience(Interceptor.Chain chain) throws IOException {
    AttemptState attempt =
        Objects.requireNonNull(chain.request().tag(OkHttpContact.class)).attempt();
    int millis = Math.toIntExact(settings.firstByte(attempt.timeout()).toMillis());
    return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
  }

  @Override
  public void close() {
    closed = true;
    moved.close();
    plain.dispatcher().cancelAll();
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
    lookups.shutdownNow();
  }

  private Request request(HttpUrl url, Map<String, String> headers, OkHttpContact contact) {
    Request.Builder request = new Request.Builder().url(url).tag(OkHttpContact.class, contact);
    request.header("User-Agent", settings.userAgent());
    headers.forEach(request::header);
    if (!url.username().isEmpty()) {
      request.header("Authorization", Credentials.basic(url.username(), url.password(), UTF_8));
    }
    return request.build();
  }

  /**
   * What an exception means. Declared wide, since OkHttp is Kotlin: it lets an InterruptedException
   * through undeclared.
   */
  private ClipFault failure(Exception e, OkHttpContact contact, boolean inBody)
      throws InterruptedException {
    AttemptState attempt = contact.attempt();
    // A process that shuts down is no clip's fault either.
    if (closed || e instanceof InterruptedException || attempt.stop().isStopping()) {
      throw attempt.stop().stopped();
    }
    if (contact.isAbandoned()) {
      return ClipFault.passing(
          Reason.of(ReasonWord.RESET, "the host has moved to another address"));
    }
    if (contact.metItself() && !inBody) {
      return OwnAddress.fault();
    }
    if (contact.addressRefused() && !inBody) {
      return ClipFault.lasting(
          Reason.of(
              ReasonWord.ADDRESS_REFUSED,
              "the URL leads to an address that is not on the public Internet; nothing was sent"));
    }
    if (attempt.isOver()) {
      return attempt.timedOut();
    }
    if (e instanceof IOException fault) {
      Duration silence = inBody ? settings.stallTimeout() : settings.firstByte(attempt.timeout());
      return NetworkFaults.classify(
          fault,
          contact.phase(),
          inBody,
          settings.withTimeouts(settings.connectTimeout(), silence));
    }
    if (e instanceof RuntimeException unexpected) {
      // OkHttp, handed bytes that it never expected: no server may end a run by them.
      return ClipFault.passing(
          Reason.of(ReasonWord.PROTOCOL, Text.printable(unexpected.toString())));
    }
    throw new IllegalStateException("unexpected from OkHttp", e);
  }

  private List<InetAddress> lookup(String host) throws UnknownHostException {
    Future<InetAddress[]> answer = lookups.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(answer.get(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + ": the lookup was interrupted");
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UnknownHostException(
          host + ": no answer within " + AttemptState.seconds(settings.connectTimeout()));
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }

  private final class OkHttpReply implements Reply {
    private final Response response;
    private final OkHttpContact contact;

    OkHttpReply(Response response, OkHttpContact contact) {
      this.response = response;
      this.contact = contact;
    }

    @Override
    public int status() {
      return response.code();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(response.header(name));
    }

    @Override
    public List<String> headers(String name) {
      return response.headers(name);
    }

    @Override
    public boolean isFramed() {
      return response.protocol() == Protocol.HTTP_2
          || RangeReply.contentLength(this) >= 0
          || header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    @Override
    public int read(byte[] buffer, int from) throws ClipFault, InterruptedException {
      // A body that trickles in never blocks for long: the stop must be seen here too.
      contact.attempt().stop().check();
      contact.waits();
      try {
        return response.body().byteStream().read(buffer, from, buffer.length - from);
      } catch (Exception e) {
        throw failure(e, contact, true);
      } finally {
        contact.rests();
      }
    }

    @Override
    public void close() {
      contact.attempt().stop().disarm();
      response.close();
      moved.end(contact);
    }
  }
}
