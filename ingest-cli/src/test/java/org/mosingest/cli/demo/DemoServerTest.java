package org.mosingest.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
final class DemoServerTest {

  private static final String NAME = "clip.mp4";
  private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final byte[] content = new byte[300_000];

  @BeforeEach
  void writeClip() throws IOException {
    new Random(7).nextBytes(content);
    Files.write(folder.resolve(NAME), content);
    Files.setLastModifiedTime(
        folder.resolve(NAME), FileTime.from(Instant.parse("1994-11-06T08:49:37.25Z")));
  }

  @AfterEach
  void closeClient() {
    client.shutdownNow();
  }

  @Test
  void servesAWholeClip() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpResponse<byte[]> answer = get(server, NAME);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(content);
      assertThat(answer.headers().map())
          .containsEntry("accept-ranges", List.of("bytes"))
          .containsEntry("etag", List.of(server.etag(NAME)))
          .containsEntry("last-modified", List.of(MODIFIED))
          .containsEntry("content-type", List.of("video/mp4"))
          .containsEntry("content-length", List.of("300000"));
      assertThat(server.etag(NAME)).matches("\"[0-9a-f]{32}\"");
      assertThat(server.requests())
          .containsExactly(
              new DemoRequest("GET", "/" + NAME, null, 200, content.length, content.length));
    }
  }

  @Test
  void servesNamesThatNeedEscaping() throws Exception {
    String name = "k150ka extracted/ä é%20+?#.mkv";
    Map<String, Path> clips = Map.of(name, folder.resolve(NAME));
    try (DemoServer server = DemoPlan.serving(clips).start()) {
      assertThat(get(server, name).body()).isEqualTo(content);
      assertThat(server.requests(name)).hasSize(1);
    }
  }

  @Test
  void servesAFolderUnderRelativePaths() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createFile(folder.resolve("a/b/empty.mp4"));
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpResponse<byte[]> answer = get(server, "a/b/empty.mp4");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Length")).contains("0");
      assertThat(get(server, "a/b").statusCode()).isEqualTo(404);
      assertThat(get(server, "../" + NAME).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void tellsTheSizeOnHead() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpRequest head =
          HttpRequest.newBuilder(server.uri(NAME)).HEAD().header("Range", "bytes=1-2").build();
      HttpResponse<Void> answer = client.send(head, BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
      assertThat(server.requests())
          .containsExactly(new DemoRequest("HEAD", "/" + NAME, "bytes=1-2", 200, 0, 0));
    }
  }

  @Test
  void refusesOtherMethods() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpRequest delete = HttpRequest.newBuilder(server.uri(NAME)).DELETE().build();
      HttpResponse<String> answer = client.send(delete, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=100-199, 100, 100",
    "bytes=299999-, 299999, 1",
    "bytes=299000-999999, 299000, 1000",
    "bytes=299000-99999999999999999999999, 299000, 1000",
    "bytes=-10, 299990, 10",
    "bytes=-999999, 0, 300000",
    "bytes=0-, 0, 300000"
  })
  void servesARange(String range, int from, int length) throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpResponse<byte[]> answer = get(server, NAME, "Range", range);

      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.headers().firstValue("Content-Range"))
          .contains("bytes " + from + "-" + (from + length - 1) + "/300000");
      assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, from, from + length));
      assertThat(server.requests())
          .containsExactly(new DemoRequest("GET", "/" + NAME, range, 206, length, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=300000-",
        "bytes=300000-400000",
        "bytes=-0",
        "bytes=99999999999999999999999-"
      })
  void refusesARangeBeyondTheEnd(String range) throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpResponse<byte[]> answer = get(server, NAME, "Range", range);

      assertThat(answer.statusCode()).isEqualTo(416);
      assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */300000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-2", "bytes=-", "bytes=0-1,4-5", "chunks=0-1", "bytes=a-b", ""})
  void passesOverAnyOtherRange(String range) throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      HttpResponse<byte[]> answer = get(server, NAME, "Range", range);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
      assertThat(answer.body()).isEqualTo(content);
    }
  }

  @Test
  void continuesOnlyTheContentThatIfRangeNames() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      String etag = server.etag(NAME);

      assertThat(get(server, NAME, "Range", "bytes=10-", "If-Range", etag).statusCode())
          .isEqualTo(206);
      assertThat(get(server, NAME, "Range", "bytes=10-", "If-Range", MODIFIED).statusCode())
          .isEqualTo(206);
      HttpResponse<byte[]> other =
          get(server, NAME, "Range", "bytes=10-", "If-Range", "\"another\"");
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(other.body()).isEqualTo(content);
      assertThat(get(server, NAME, "Range", "bytes=10-", "If-Range", "W/" + etag).statusCode())
          .isEqualTo(200);
      assertThat(
              get(server, NAME, "Range", "bytes=10-", "If-Range", "Sun, 06 Nov 1994 08:49:38 GMT")
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              get(server, NAME, "Range", "bytes=300000-", "If-Range", "\"another\"").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aChangedClipHasAnotherETag() throws Exception {
    String before;
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      before = server.etag(NAME);
    }
    content[0]++;
    Files.write(folder.resolve(NAME), content);
    try (DemoServer server = DemoPlan.serving(folder).start()) {
      assertThat(server.etag(NAME)).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 404", "GONE, 410"})
  void clipsThatAreGoneStayGone(DemoFault fault, int status) throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).fault("missing.mp4", fault).start()) {
      assertThat(get(server, "missing.mp4").statusCode()).isEqualTo(status);
      assertThat(get(server, "missing.mp4").statusCode()).isEqualTo(status);
      assertThat(get(server, NAME).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDroppedConnectionCanBeContinued() throws Exception {
    try (DemoServer server = with(DemoFault.DROPPED_CONNECTION)) {
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      try (InputStream body = open(server)) {
        assertThatThrownBy(() -> body.transferTo(received)).isInstanceOf(IOException.class);
      }
      // What the client had not handed out when the connection was lost, it drops.
      int had = received.size();
      assertThat(received.toByteArray()).isEqualTo(Arrays.copyOf(content, had));

      HttpResponse<byte[]> rest =
          get(server, NAME, "Range", "bytes=" + had + "-", "If-Range", server.etag(NAME));
      received.writeBytes(rest.body());

      assertThat(received.toByteArray()).isEqualTo(content);
      assertThat(server.requests())
          .containsExactly(
              new DemoRequest("GET", "/" + NAME, null, 200, 300_000, 150_000),
              new DemoRequest(
                  "GET", "/" + NAME, "bytes=" + had + "-", 206, 300_000 - had, 300_000 - had));
    }
  }

  @Test
  @SuppressWarnings("try") // closing is what is tested
  void aStalledTransferCanBeContinuedOverAnotherConnection() throws Exception {
    try (DemoServer server = with(DemoFault.STALL)) {
      try (InputStream stalled = open(server)) {
        assertThat(stalled.readNBytes(100_000)).isEqualTo(Arrays.copyOf(content, 100_000));
        assertThat(stalled.available()).isZero();

        assertThat(get(server, NAME, "Range", "bytes=100000-").body())
            .isEqualTo(Arrays.copyOfRange(content, 100_000, 300_000));

        server.close();
        assertThatThrownBy(stalled::read).isInstanceOf(IOException.class);
      }
      assertThat(server.requests())
          .extracting(DemoRequest::bytesSent)
          .containsExactly(100_000L, 200_000L);
    }
  }

  @Test
  void aClientCanLeaveAStalledTransfer() throws Exception {
    try (DemoServer server = with(DemoFault.STALL)) {
      HttpRequest impatient =
          HttpRequest.newBuilder(server.uri(NAME)).timeout(Duration.ofSeconds(5)).build();
      try (InputStream stalled = client.send(impatient, BodyHandlers.ofInputStream()).body()) {
        assertThat(stalled.readNBytes(100_000)).hasSize(100_000);
      }
      assertThat(get(server, NAME).body()).isEqualTo(content);
    }
  }

  @Test
  void aBusyServerIsReadyOnTheSecondTry() throws Exception {
    try (DemoServer server = with(DemoFault.BUSY)) {
      HttpResponse<byte[]> busy = get(server, NAME);

      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.headers().firstValue("Retry-After")).contains("1");
      assertThat(get(server, NAME).body()).isEqualTo(content);
      assertThat(get(server, NAME).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHeadDoesNotUseUpTheFault() throws Exception {
    try (DemoServer server = with(DemoFault.BUSY)) {
      client.send(
          HttpRequest.newBuilder(server.uri(NAME)).HEAD().build(), BodyHandlers.discarding());

      assertThat(get(server, NAME).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aWebPageComesInThePlaceOfTheClip() throws Exception {
    try (DemoServer server = with(DemoFault.HTML_PAGE)) {
      HttpResponse<byte[]> answer = get(server, NAME, "Range", "bytes=5-");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("<!doctype html>");
    }
  }

  @Test
  void aRedirectLeadsToTheClip() throws Exception {
    try (DemoServer server = with(DemoFault.REDIRECT)) {
      HttpResponse<byte[]> moved = get(server, NAME);
      assertThat(moved.statusCode()).isEqualTo(302);

      String location = moved.headers().firstValue("Location").orElseThrow();
      HttpRequest followed = HttpRequest.newBuilder(server.base().resolve(location)).build();
      assertThat(client.send(followed, BodyHandlers.ofByteArray()).body()).isEqualTo(content);
      assertThat(server.requests(NAME)).extracting(DemoRequest::status).containsExactly(302, 200);
    }
  }

  @Test
  void theThrottleSlowsDownAndCanBeTakenOff() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).bytesPerSecond(100).start();
        InputStream slow = open(server)) {
      long started = System.nanoTime();
      assertThat(slow.readNBytes(20)).hasSize(20);
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThan(Duration.ofMillis(100));
      assertThat(server.requests().getFirst().bytesSent()).isLessThan(1_000);

      server.throttle(0);
      assertThat(slow.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 20, 300_000));
    }
  }

  @Test
  @SuppressWarnings("try") // closing is what is tested
  void closesInTheMiddleOfAThrottledTransfer() throws Exception {
    try (DemoServer server = DemoPlan.serving(folder).bytesPerSecond(1).start();
        InputStream slow = open(server)) {
      assertThat(slow.read()).isNotNegative();
      server.close();
      assertThatThrownBy(slow::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesAPlanThatCannotBe() {
    DemoPlan noFile = DemoPlan.serving(Map.of()).fault("x.mp4", DemoFault.STALL);
    assertThatThrownBy(noFile::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the fault STALL is planned for \"x.mp4\", but no clip is served under that name");

    Path missing = folder.resolve("missing.mp4");
    assertThatThrownBy(DemoPlan.serving(Map.of("m.mp4", missing))::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read the clip " + missing);
  }

  private DemoServer with(DemoFault fault) throws IOException {
    return DemoPlan.serving(folder).fault(NAME, fault).start();
  }

  private InputStream open(DemoServer server) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(server.uri(NAME)).build(), BodyHandlers.ofInputStream())
        .body();
  }

  private HttpResponse<byte[]> get(DemoServer server, String name, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(name));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
