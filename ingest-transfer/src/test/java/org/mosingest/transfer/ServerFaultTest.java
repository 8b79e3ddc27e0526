package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosingest.transfer.FaultServer.Script;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;

/**
 * What a server can do wrong in HTTP/1.1, each on a real socket, the download driven to its end.
 * What is measured is the table of {@code docs/reliability.md}.
 */
@TestMethodOrder(OrderAnnotation.class)
final class ServerFaultTest extends DownloadTestBase {

  private static final byte[] CLIP = HttpFaults.CLIP;
  private static final int HALF = CLIP.length / 2;
  private static final Script WHOLE = HttpFaults.whole();
  private static final Script HALF_OF_IT = HttpFaults.half();

  /** Makes the server ready and says what to fetch. */
  @FunctionalInterface
  private interface Scene {
    String url(ServerFaultTest test) throws Exception;
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

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static final DownloadPolicy UNHURRIED =
      new DownloadPolicy(LONG_ENOUGH, 4, retry -> Duration.ZERO);

  private static final FaultTable TABLE =
      new FaultTable("http", faults().map(Fault::name).toList());

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings.withTimeouts(Duration.ofMillis(300), STALL));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  @Order(1)
  void ends(Fault fault) throws Exception {
    String url = fault.scene().url(this);
    boolean silent = fault.reason().startsWith("timeout") || fault.reason().startsWith("connect");
    FaultDrive.Course course;
    // Where nothing is to be waited for in vain, a busy machine is no reason to give up.
    try (Downloads patient =
        Downloads.overOkHttp(settings().withTimeouts(LONG_ENOUGH, LONG_ENOUGH))) {
      course =
          new FaultDrive(target(), meter, () -> server.requests().size())
              .drive(
                  (silent ? downloads : patient)
                      .begin(url(url), target(), silent ? FaultDrive.POLICY : UNHURRIED, meter),
                  CLIP);
    }
    TABLE.put(fault.name(), course.end());
    assertThat(course.end().fetched()).isEqualTo(fault.fetched());
    assertThat(course.lastReason()).startsWith(fault.reason());
    assertThat(course.end().attempts()).isEqualTo(fault.attempts());
    boolean told = fault.fetched() && fault.name().contains("Retry-After");
    assertThat(course.longestWait()).isEqualTo(told ? Duration.ofSeconds(7) : Duration.ZERO);
  }

  @Test
  @Order(2)
  void theTableInTheDocumentationIsWhatRan() throws Exception {
    TABLE.check();
  }

  @Test
  void whatComesBehindABodyIsNotTakenForTheNextClip() throws Exception {
    String url = surplus();
    assertFetched(attempt(downloads.begin(url(url), target(), FaultDrive.POLICY, meter)), CLIP);
    byte[] other = clip(3000);
    server.on("/b", Replies.body(other));
    assertFetched(
        settle(downloads.begin(url(server.url("/b")), folder.resolve("b.mp4"), POLICY, meter)),
        other,
        folder.resolve("b.mp4"));
    assertThat(target()).hasBinaryContent(CLIP);
  }

  static Stream<Fault> faults() {
    return Stream.of(
            cuts(),
            stalls(),
            heads(),
            lengths(),
            ranges(),
            validators(),
            codings(),
            redirects(),
            statuses(),
            sockets())
        .flatMap(faults -> faults);
  }

  private static Stream<Fault> cuts() {
    Stream<Fault> once =
        IntStream.rangeClosed(1, 9)
            .mapToObj(
                tenth ->
                    fetched(
                        "cut after " + tenth * 10 + " % of the body",
                        2,
                        "truncated: ",
                        Replies.file(CLIP, HttpFaults.TAG).cutAfter(CLIP.length / 10 * tenth),
                        WHOLE));
    return Stream.concat(
        once,
        Stream.of(
            fetched(
                "cut after each tenth",
                10,
                "truncated: ",
                Replies.file(CLIP, HttpFaults.TAG).cutAfter(CLIP.length / 10)),
            fetched(
                "cut in half, no validator",
                2,
                "truncated: ",
                Replies.file(CLIP).cutAfter(HALF),
                Replies.file(CLIP)),
            failed(
                "cut in half each time, no validator",
                6,
                "truncated: ",
                Replies.file(CLIP).cutAfter(HALF))));
  }

  private static Stream<Fault> stalls() {
    return Stream.of(
        fault(
            "stall before the head, then fine",
            true,
            2,
            "timeout: no byte for 400 ms",
            t -> t.on(t.silence(), WHOLE)),
        fault(
            "stall before the head, always",
            false,
            5,
            "timeout: no byte for 400 ms",
            t -> t.on(t.silence())),
        fetched(
            "stall in the body, then fine",
            2,
            "timeout: no byte for 400 ms",
            Replies.file(CLIP, HttpFaults.TAG).stallAfter(HALF),
            WHOLE),
        fault(
            "stall in the body, then always before the head",
            false,
            6,
            "timeout: no byte for 400 ms",
            t -> t.on(Replies.file(CLIP, HttpFaults.TAG).stallAfter(HALF), t.silence())),
        failed("one byte at a time, always", 6, "timeout: too slow: ", HttpFaults.drip(2000)),
        fetched(
            "one byte at a time after half the body, then fine",
            2,
            "timeout: too slow: ",
            HttpFaults.drip(HALF),
            WHOLE),
        fetched(
            "a head one byte at a time, then fine",
            2,
            "timeout: no complete header within ",
            HttpFaults.dripHead(),
            WHOLE));
  }

  private static Stream<Fault> heads() {
    String megabyte = "x".repeat(1 << 20);
    String manyFields = "X-Field: some value\r\n".repeat(50_000);
    return Stream.of(
        failed(
            "status line of another protocol",
            5,
            "protocol: ",
            HttpFaults.text("SSH-2.0-x\r\n\r\n")),
        failed(
            "status line with a negative status",
            5,
            "protocol: ",
            HttpFaults.text("HTTP/1.1 -12 x\r\n\r\n")),
        failed(
            "status line with no number",
            5,
            "protocol: ",
            HttpFaults.text("HTTP/1.1 2x0 OK\r\n\r\n")),
        fetched(
            "bytes of no meaning instead of a head, then fine",
            2,
            "protocol: ",
            HttpFaults.text("\u0000\u00ff\u0001\r\n\r\n"),
            WHOLE),
        failed(
            "status 999",
            1,
            "http-999",
            HttpFaults.text("HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n")),
        failed(
            "a head of 1 MB in one field",
            5,
            "protocol: the reply's header is too long or incomplete",
            HttpFaults.text("HTTP/1.1 200 OK\r\nX: " + megabyte + "\r\n\r\n")),
        failed(
            "a head of 1 MB in 50 000 fields",
            5,
            "protocol: the reply's header is too long or incomplete",
            HttpFaults.text("HTTP/1.1 200 OK\r\n" + manyFields + "\r\n")));
  }

  private static Stream<Fault> lengths() {
    String tooLong =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"v1\"\r\nContent-Length: "
            + (CLIP.length + 1000);
    return Stream.of(
        failed(
            "Content-Length of 1000 too many",
            6,
            "truncated: ",
            HttpFaults.headAndBody(tooLong, 0, CLIP.length)),
        fetched(
            "Content-Length of 1000 too many, then true",
            2,
            "truncated: ",
            HttpFaults.headAndBody(tooLong, 0, CLIP.length),
            WHOLE),
        fault(
            "Content-Length too small: what it frames is the clip",
            true,
            1,
            "",
            ServerFaultTest::surplus),
        fetched(
            "Content-Length that is no number, and cut in half, then fine",
            2,
            "truncated: ",
            HttpFaults.headAndBody("HTTP/1.1 200 OK\r\nContent-Length: 100 kB", 0, HALF),
            WHOLE),
        fetched(
            "no Content-Length, and cut in half, then fine",
            2,
            "truncated: ",
            HttpFaults.headAndBody("HTTP/1.0 200 OK", 0, HALF),
            WHOLE));
  }

  private static Stream<Fault> ranges() {
    return Stream.of(
        fetched(
            "206 whose Content-Range starts earlier",
            2,
            "truncated",
            HALF_OF_IT,
            HttpFaults.part("Content-Range: bytes 49999-99998/100000"),
            WHOLE),
        fetched(
            "206 whose Content-Range starts later",
            2,
            "truncated",
            HALF_OF_IT,
            HttpFaults.part("Content-Range: bytes 50001-99999/100000"),
            WHOLE),
        fetched(
            "206 of another whole length",
            2,
            "truncated",
            HALF_OF_IT,
            HttpFaults.part("Content-Range: bytes 50000-99999/200000"),
            WHOLE),
        fetched(
            "206 without Content-Range",
            2,
            "truncated",
            HALF_OF_IT,
            HttpFaults.part("X-None: x"),
            WHOLE),
        failed(
            "206 of a part to a plain GET",
            5,
            "protocol: ",
            HttpFaults.part("Content-Range: bytes 50000-99999/100000")),
        fetched(
            "206 of all to a plain GET",
            1,
            "",
            HttpFaults.headAndBody(
                "HTTP/1.1 206 x\r\nContent-Length: 100000\r\nContent-Range: bytes 0-99999/100000",
                0,
                CLIP.length)),
        fetched(
            "200 to a ranged GET", 2, "truncated", HALF_OF_IT, Replies.body(CLIP, HttpFaults.TAG)),
        fetched(
            "416 with another length",
            2,
            "truncated",
            HALF_OF_IT,
            Replies.status(416, "Content-Range: bytes */400"),
            WHOLE),
        fetched("416 without a length", 2, "truncated", HALF_OF_IT, Replies.status(416), WHOLE),
        fault(
            "416 with the length held, the whole length unknown",
            true,
            1,
            "",
            ServerFaultTest::allHeldOfUnknownLength),
        failed("416 to a plain GET", 1, "http-416", Replies.status(416)));
  }

  private static Stream<Fault> validators() {
    String newer = "Last-Modified: Wed, 04 Feb 2015 04:05:06 GMT";
    Script weakHalf = Replies.file(CLIP, HttpFaults.WEAK).cutAfter(HALF);
    Script datedHalf = Replies.file(CLIP, HttpFaults.DATE).cutAfter(HALF);
    return Stream.of(
        fetched(
            "strong ETag, changed",
            2,
            "truncated",
            Replies.file(another(), "ETag: \"v0\"").cutAfter(HALF),
            WHOLE),
        fetched(
            "206 that carries another strong ETag",
            2,
            "truncated",
            HALF_OF_IT,
            HttpFaults.part("Content-Range: bytes 50000-99999/100000", "ETag: \"v2\""),
            WHOLE),
        fetched("weak ETag, same", 2, "truncated", weakHalf, Replies.file(CLIP, HttpFaults.WEAK)),
        fetched(
            "weak ETag, changed", 2, "truncated", weakHalf, Replies.file(CLIP, "ETag: W/\"v2\"")),
        fetched(
            "ETag of bytes that no request can carry",
            2,
            "truncated",
            Replies.file(CLIP, "ETag: \"v\u00e9\"").cutAfter(HALF),
            WHOLE),
        fetched(
            "Last-Modified, same", 2, "truncated", datedHalf, Replies.file(CLIP, HttpFaults.DATE)),
        fetched("Last-Modified, changed", 2, "truncated", datedHalf, Replies.file(CLIP, newer)),
        fetched(
            "Last-Modified of the reply's own second",
            2,
            "truncated",
            Replies.file(CLIP, HttpFaults.DATE, "Date: Tue, 03 Feb 2015 04:05:06 GMT")
                .cutAfter(HALF),
            WHOLE));
  }

  private static Stream<Fault> codings() {
    return Stream.of(
        failed(
            "gzip although identity was asked",
            1,
            "bad-encoding: the server sends gzip",
            Replies.body(CLIP, "Content-Encoding: gzip")),
        failed(
            "a transfer coding beside chunked",
            1,
            "bad-encoding: the server sends it as gzip, chunked",
            HttpFaults.text(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n")),
        fetched(
            "chunked, then no last chunk, then fine",
            2,
            "truncated",
            Replies.chunked(CLIP, HALF, HttpFaults.TAG),
            WHOLE),
        fetched(
            "chunked with a bad size, then fine",
            2,
            "protocol: ",
            HttpFaults.badChunk("zzzz"),
            WHOLE),
        fetched(
            "chunked with a size of 20 digits, then fine",
            2,
            "protocol: ",
            HttpFaults.badChunk("ffffffffffffffffffff"),
            WHOLE),
        fetched(
            "chunked with a negative size, then fine",
            2,
            "protocol: ",
            HttpFaults.badChunk("-1"),
            WHOLE));
  }

  private static Stream<Fault> redirects() {
    return Stream.of(
        failed("redirect to itself", 1, "redirect-loop: ", Replies.status(302, "Location: /a")),
        fault("redirect loop of two", false, 1, "redirect-loop: ", t -> t.chain(2, "/hop0")),
        fault("chain of 10 redirects", true, 1, "", t -> t.chain(10, "/whole")),
        fault(
            "chain of 11 redirects",
            false,
            1,
            "redirect-loop: more than 10",
            t -> t.chain(11, "/whole")),
        failed("redirect without Location", 1, "http-302", Replies.status(302)),
        failed(
            "redirect to a file",
            1,
            "bad-url: redirect to file",
            Replies.status(302, "Location: file:///etc/passwd")),
        fault(
            "redirect to another host, the password stays behind",
            true,
            1,
            "",
            t -> t.redirectWithPassword(t.server.urlByName("/b"), false)),
        fault(
            "redirect to the same host, the password goes along",
            true,
            1,
            "",
            t -> t.redirectWithPassword(t.server.url("/b"), true)));
  }

  private static Stream<Fault> statuses() {
    String date = "Date: Tue, 03 Feb 2015 04:05:06 GMT";
    Script fine = WHOLE;
    Script error = Replies.status(500);
    return Stream.of(
        failed("404", 1, "http-404", Replies.status(404)),
        fetched(
            "429 with Retry-After in seconds, then fine",
            2,
            "http-429",
            Replies.status(429, "Retry-After: 7"),
            fine),
        fetched(
            "429 with Retry-After as a date, then fine",
            2,
            "http-429",
            Replies.status(429, date, "Retry-After: Tue, 03 Feb 2015 04:05:13 GMT"),
            fine),
        fetched(
            "503 with Retry-After in seconds, then fine",
            2,
            "http-503",
            Replies.status(503, "Retry-After: 7"),
            fine),
        fetched(
            "503 with Retry-After as a date, then fine",
            2,
            "http-503",
            Replies.status(503, date, "Retry-After: Tue, 03 Feb 2015 04:05:13 GMT"),
            fine),
        failed(
            "503 with Retry-After of a day",
            1,
            "http-503: the server asks to wait 86400 s",
            Replies.status(503, "Retry-After: 86400")),
        fetched("500 four times, then fine", 5, "http-500", error, error, error, error, fine),
        failed("500 always", 5, "http-500", error),
        fetched(
            "half, 500 four times, then fine",
            6,
            "http-500",
            HALF_OF_IT,
            error,
            error,
            error,
            error,
            fine),
        failed("204", 1, "empty-body", Replies.status(204)),
        failed(
            "an error page as 200",
            1,
            "not-a-video",
            Replies.body("<html>gone</html>".getBytes(ISO_8859_1))));
  }

  private static Stream<Fault> sockets() {
    return Stream.of(
        fault("DNS failure", false, 5, "dns: ", t -> "http://no-such-host.invalid/a"),
        fault(
            "connection refused",
            false,
            5,
            "connect: ",
            t -> "http://127.0.0.1:" + deadPort() + "/a"),
        failed("reset before a reply, always", 5, "reset: ", Replies.reset()),
        failed("closed before a reply, always", 5, "reset: ", Replies.raw(new byte[0])),
        fetched("reset in the body, then fine", 2, "reset: ", HttpFaults.resetInBody(), WHOLE),
        fetched(
            "half-closed by the server before a reply, then fine",
            2,
            "reset: ",
            HttpFaults.shutOutput(0),
            WHOLE),
        fetched(
            "half-closed by the server in the body, then fine",
            2,
            "truncated: ",
            HttpFaults.shutOutput(HALF),
            WHOLE),
        fetched("the server stops listening, and answers", 1, "", HttpFaults.shutInput()),
        fault(
            "silence where TLS was to begin",
            false,
            5,
            "timeout: ",
            t -> t.on(t.silence()).replace("http:", "https:")));
  }

  private static Fault fetched(String name, int attempts, String reason, Script... script) {
    return fault(name, true, attempts, reason, test -> test.on(script));
  }

  private static Fault failed(String name, int attempts, String reason, Script... script) {
    return fault(name, false, attempts, reason, test -> test.on(script));
  }

  private static Fault fault(
      String name, boolean fetched, int attempts, String reason, Scene scene) {
    return new Fault(name, scene, fetched, reason, attempts);
  }

  private String on(Script... script) {
    server.on("/a", script);
    return server.url("/a");
  }

  private Script silence() {
    return (request, socket) -> server.stall();
  }

  private String chain(int length, String end) {
    for (int i = 0; i < length; i++) {
      server.on(
          "/hop" + i,
          Replies.status(302, "Location: " + (i + 1 < length ? "/hop" + (i + 1) : end)));
    }
    server.on("/whole", WHOLE);
    return server.url("/hop0");
  }

  private String redirectWithPassword(String to, boolean goesAlong) {
    server
        .on("/a", Replies.status(302, "Location: " + to))
        .on(
            "/b",
            (request, socket) ->
                (request.header("Authorization").isPresent() == goesAlong
                        ? WHOLE
                        : Replies.status(401))
                    .answer(request, socket));
    return server.url("/a").replace("http://", "http://me:secret@");
  }

  private String allHeldOfUnknownLength() throws Exception {
    Files.write(part(), CLIP);
    PartRecords.write(
        PartPaths.of(target()), new PartRecord(server.url("/a"), new Validator("\"v1\"", "", -1)));
    return on(WHOLE);
  }

  /** Nobody can know that more was meant. */
  private String surplus() throws Exception {
    byte[] more = Arrays.copyOf(CLIP, CLIP.length + 5000);
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + CLIP.length + "\r\n\r\n").getBytes(ISO_8859_1);
    Script open =
        (request, socket) -> {
          socket.getOutputStream().write(head);
          socket.getOutputStream().write(more);
          socket.getOutputStream().flush();
          server.stall();
        };
    return on(open);
  }

  /** As long as the clip, and another soon after its start. */
  private static byte[] another() {
    byte[] bytes = CLIP.clone();
    Arrays.fill(bytes, 1000, bytes.length, (byte) 0);
    return bytes;
  }
}
