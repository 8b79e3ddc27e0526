package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;

/** Servers over TLS on loopback, and the authority that their clients trust. */
public final class TlsServers implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final HeldCertificate AUTHORITY = authority("trusted");
  private static final HeldCertificate STRANGER = authority("stranger");
  private static final HandshakeCertificates TRUST =
      new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();

  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  /** What a client must be told, to trust the good ones. */
  static UnaryOperator<OkHttpClient.Builder> trust() {
    return client -> client.sslSocketFactory(TRUST.sslSocketFactory(), TRUST.trustManager());
  }

  /** The authority that signed the good ones, as a PEM file holds it. */
  public static String authorityPem() {
    return AUTHORITY.certificatePem();
  }

  static HeldCertificate good() {
    return good(HOST);
  }

  /** One that is trusted of a host. */
  public static HeldCertificate good(String host) {
    return signed(AUTHORITY, host).build();
  }

  static HeldCertificate ofAStranger() {
    return ofAStranger(HOST);
  }

  /** A host's, signed by an authority that nobody trusts. */
  public static HeldCertificate ofAStranger(String host) {
    return signed(STRANGER, host).build();
  }

  /** Trusted, but of no host that is asked. */
  public static HeldCertificate ofAnotherHost() {
    return good("elsewhere.example");
  }

  static HeldCertificate expired() {
    return expired(HOST);
  }

  /** A host's, which expired in 1970. */
  public static HeldCertificate expired(String host) {
    return signed(AUTHORITY, host).validityInterval(1, TimeUnit.DAYS.toMillis(1)).build();
  }

  private static HeldCertificate authority(String name) {
    return new HeldCertificate.Builder().certificateAuthority(0).commonName(name).build();
  }

  private static HeldCertificate.Builder signed(HeldCertificate authority, String host) {
    return new HeldCertificate.Builder()
        .signedBy(authority)
        .commonName(host)
        .addSubjectAlternativeName(host);
  }

  /** A server of {@link HttpFaults#CLIP}, for the port that it listens at. */
  public int serve(HeldCertificate certificate) throws IOException {
    return URI.create(serve(Protocol.HTTP_1_1, certificate, reply -> reply)).getPort();
  }

  /**
   * A server of {@link HttpFaults#CLIP} that answers its requests one after the other so, the last
   * for all that follow.
   */
  @SafeVarargs
  final String serve(
      Protocol protocol,
      HeldCertificate certificate,
      UnaryOperator<MockResponse.Builder>... answers)
      throws IOException {
    MockWebServer server = new MockWebServer();
    open.add(server);
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setProtocols(
        protocol == Protocol.HTTP_2 ? List.of(protocol, Protocol.HTTP_1_1) : List.of(protocol));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(requests.getAndIncrement(), file(request));
          }

          @Override
          public MockResponse peek() {
            return answer(requests.get(), new MockResponse.Builder());
          }

          private MockResponse answer(int turn, MockResponse.Builder reply) {
            return answers[Math.min(turn, answers.length - 1)].apply(reply).build();
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
    return "https://127.0.0.1:" + server.getPort() + "/a";
  }

  int requests() {
    return requests.get();
  }

  private static MockResponse.Builder file(RecordedRequest request) {
    byte[] clip = HttpFaults.CLIP;
    String range = request.getHeaders().get("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    MockResponse.Builder reply =
        new MockResponse.Builder()
            .body(new Buffer().write(clip, from, clip.length - from))
            .addHeader(HttpFaults.TAG);
    return from == 0
        ? reply
        : reply
            .code(206)
            .addHeader(
                "Content-Range: bytes " + from + "-" + (clip.length - 1) + "/" + clip.length);
  }

  /** A server that says this to whoever comes, and hangs up. */
  String plain(String said) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(listener);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                  socket.getOutputStream().write(said.getBytes(ISO_8859_1));
                  socket.shutdownOutput();
                  socket.getInputStream().skipNBytes(1);
                } catch (IOException e) {
                  // The client hung up, or the test is over.
                }
              }
            });
    return "https://127.0.0.1:" + listener.getLocalPort() + "/a";
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable server : open) {
      server.close();
    }
  }
}
