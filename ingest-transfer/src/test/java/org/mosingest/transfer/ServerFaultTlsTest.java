package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosingest.transfer.attempt.TransferSettings;

/** What a server can do wrong in TLS and in HTTP/2; as {@link ServerFaultTest}. */
@TestMethodOrder(OrderAnnotation.class)
final class ServerFaultTlsTest extends DownloadTestBase {

  private static final byte[] CLIP = HttpFaults.CLIP;

  private static final int INTERNAL_ERROR = 2;
  private static final int REFUSED_STREAM = 7;

  private final TlsServers servers = new TlsServers();

  /** Makes a server and says what to fetch. */
  @FunctionalInterface
  private interface Scene {
    String url(TlsServers servers) throws Exception;
  }

  /**
   * A fault, and how a download of it must end: {@code reason} is the beginning of the last one on
   * the way.
   */
  record Fault(String name, Scene scene, boolean fetched, String reason, int attempts) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final FaultTable TABLE = new FaultTable("tls", faults().map(Fault::name).toList());

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings, TlsServers.trust());
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  @Order(1)
  void ends(Fault fault) throws Exception {
    String url = fault.scene().url(servers);
    FaultDrive.Course course =
        new FaultDrive(target(), meter, servers::requests)
            .drive(downloads.begin(url(url), target(), FaultDrive.POLICY, meter), CLIP);
    TABLE.put(fault.name(), course.end());
    assertThat(course.end().fetched()).isEqualTo(fault.fetched());
    assertThat(course.lastReason()).startsWith(fault.reason());
    assertThat(course.end().attempts()).isEqualTo(fault.attempts());
  }

  @Test
  @Order(2)
  void theTableInTheDocumentationIsWhatRan() throws Exception {
    TABLE.check();
  }

  @Test
  void anInterruptIsHeardAtOnceOnHttp2() throws Exception {
    String url =
        servers.serve(
            Protocol.HTTP_2,
            TlsServers.good(),
            reply -> reply.onResponseBody(SocketEffect.Stall.INSTANCE));
    CountDownLatch inBody = new CountDownLatch(1);
    TransferMeter watching =
        new TransferMeter() {
          @Override
          public void received(long bytes) {
            inBody.countDown();
          }

          @Override
          public void resumed(long bytes) {}
        };
    startPatientEngine(settings());
    ClipDownload download = downloads.begin(url(url), target(), PATIENT, watching);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    inBody.await();
    thread.interrupt();
    assertThat(thread.join(PATIENT.attemptTimeout().dividedBy(2))).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(part()).exists();
  }

  static Stream<Fault> faults() {
    return Stream.concat(certificates(), http2());
  }

  private static Stream<Fault> certificates() {
    UnaryOperator<MockResponse.Builder> cut =
        reply -> reply.onResponseBody(new SocketEffect.CloseSocket());
    return Stream.of(
        new Fault(
            "certificate of an unknown authority",
            to(TlsServers.ofAStranger()),
            false,
            "tls: the server's certificate is not signed by a trusted authority",
            1),
        new Fault(
            "certificate of another host",
            to(TlsServers.ofAnotherHost()),
            false,
            "tls: the server's certificate is for another host",
            1),
        new Fault(
            "certificate that has expired",
            to(TlsServers.expired()),
            false,
            "tls: the server's certificate has expired",
            1),
        new Fault("certificate in order", to(TlsServers.good()), true, "", 1),
        new Fault(
            "no TLS at all on the port",
            s -> s.plain("HTTP/1.1 400 Bad\r\n\r\n"),
            false,
            "tls: ",
            5),
        new Fault("closed in the handshake", s -> s.plain(""), false, "tls: ", 5),
        new Fault(
            "TLS cut in the body, then fine",
            h1(cut, ServerFaultTlsTest::whole),
            true,
            "truncated: ",
            2));
  }

  private static Stream<Fault> http2() {
    return Stream.of(
        new Fault("HTTP/2, no fault", h2(ServerFaultTlsTest::whole), true, "", 1),
        new Fault(
            "HTTP/2 stream reset before the head, then fine",
            h2(resetBefore(INTERNAL_ERROR), ServerFaultTlsTest::whole),
            true,
            "reset: ",
            2),
        new Fault(
            "HTTP/2 stream reset before the head, always",
            h2(resetBefore(INTERNAL_ERROR)),
            false,
            "reset: ",
            5),
        new Fault(
            "HTTP/2 stream refused, then fine",
            h2(resetBefore(REFUSED_STREAM), ServerFaultTlsTest::whole),
            true,
            "reset: ",
            2),
        new Fault(
            "HTTP/2 stream reset in the body, then fine",
            h2(resetInBody(INTERNAL_ERROR), ServerFaultTlsTest::whole),
            true,
            "reset: ",
            2),
        new Fault(
            "HTTP/2 GOAWAY and silence, then fine",
            h2(
                reply -> reply.onRequestStart(SocketEffect.ShutdownConnection.INSTANCE),
                ServerFaultTlsTest::whole),
            true,
            "timeout: ",
            2),
        new Fault(
            "HTTP/2 GOAWAY in the body, which ends there, then fine",
            h2(
                reply -> reply.onResponseBody(SocketEffect.ShutdownConnection.INSTANCE),
                ServerFaultTlsTest::whole),
            true,
            "truncated: ",
            2),
        new Fault(
            "HTTP/2 connection cut in the body, then fine",
            h2(
                reply -> reply.onResponseBody(new SocketEffect.CloseSocket()),
                ServerFaultTlsTest::whole),
            true,
            "reset: ",
            2),
        new Fault(
            "HTTP/2 stall in the body, then fine",
            h2(
                reply -> reply.onResponseBody(SocketEffect.Stall.INSTANCE),
                ServerFaultTlsTest::whole),
            true,
            "timeout: no byte for 400 ms",
            2),
        new Fault(
            "HTTP/2 Content-Length of 1000 too many, then true",
            h2(
                reply -> reply.setHeader("Content-Length", CLIP.length + 1000),
                ServerFaultTlsTest::whole),
            true,
            "truncated: ",
            2),
        new Fault(
            "HTTP/2 Content-Length of 1000 too few, then true",
            h2(
                reply -> reply.setHeader("Content-Length", CLIP.length - 1000),
                ServerFaultTlsTest::whole),
            true,
            "protocol: ",
            2));
  }

  private static MockResponse.Builder whole(MockResponse.Builder reply) {
    return reply;
  }

  private static UnaryOperator<MockResponse.Builder> resetBefore(int code) {
    return reply -> reply.onRequestStart(new SocketEffect.CloseStream(code));
  }

  private static UnaryOperator<MockResponse.Builder> resetInBody(int code) {
    return reply -> reply.onResponseBody(new SocketEffect.CloseStream(code));
  }

  private static Scene to(HeldCertificate certificate) {
    return servers -> servers.serve(Protocol.HTTP_1_1, certificate, ServerFaultTlsTest::whole);
  }

  @SafeVarargs
  private static Scene h1(UnaryOperator<MockResponse.Builder>... answers) {
    return servers -> servers.serve(Protocol.HTTP_1_1, TlsServers.good(), answers);
  }

  @SafeVarargs
  private static Scene h2(UnaryOperator<MockResponse.Builder>... answers) {
    return servers -> servers.serve(Protocol.HTTP_2, TlsServers.good(), answers);
  }
}
