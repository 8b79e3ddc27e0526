package org.mosingest.daemon.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.http.ApiFixture.Reply;
import org.mosingest.daemon.runs.RunState;

/** What must not be done is refused, with the right status and an error that says why. */
class HostileRequestsTest extends ApiTestBase {

  @BeforeEach
  void begin() {
    api.run("r-1", RunState.RUNNING, 10);
  }

  @AfterEach
  void serviceLives() throws IOException {
    assertThat(api.get("/healthz").status()).as("the service after it").isEqualTo(200);
  }

  @Test
  void withoutTheTokenNothingIsChanged() throws IOException {
    for (String path :
        List.of("/runs", "/runs/r-1/pause", "/runs/r-1/cancel", "/runs/r-1/retry", "/nowhere")) {
      Reply reply =
          api.send(new Request.Builder().url(api.url(path)).post(ApiFixture.body("{}")).build());
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"ingest\"");
      assertThat(reply.code()).isEqualTo("unauthorized");
    }
    assertThat(api.runs.submitted).isEmpty();
    assertThat(api.runs.find("r-1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic abc", "bearer 0", "", "Bearer é"})
  void aWrongTokenIsNone(String field) throws IOException {
    Request request =
        new Request.Builder()
            .url(api.url("/runs"))
            .headers(
                new okhttp3.Headers.Builder().addUnsafeNonAscii("Authorization", field).build())
            .post(ApiFixture.body("{}"))
            .build();

    assertThat(api.send(request).status()).isEqualTo(401);
  }

  @Test
  void theTokenMustBeAllOfIt() throws IOException {
    String almost = api.token.hex().substring(0, 63);
    Request request =
        new Request.Builder()
            .url(api.url("/runs"))
            .header("Authorization", "Bearer " + almost)
            .post(ApiFixture.body("{}"))
            .build();

    Reply reply = api.send(request);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(reply.body()).doesNotContain(almost);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "evil.example:PORT, 403",
    "127.0.0.1:1, 200",
    "localhost:9999, 200",
    "localhost.evil.example, 403",
    "127.0.0.2, 403",
    "localhost, 200",
    "LOCALHOST:PORT, 200",
    "127.0.0.1:PORT, 200",
    "[::1]:PORT, 200",
    "[::1], 200",
    "ingest.example, 200"
  })
  void onlyItsOwnNamesAreAnswered(String host, int status) throws IOException {
    Request request =
        new Request.Builder().url(api.url("/progress")).header("Host", withPort(host)).build();

    Reply reply = api.send(request);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(status == 200 ? "no error" : "foreign-host");
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, 403",
    "http://localhost, 403",
    "http://localhost:1, 403",
    "null, 403",
    "file://, 403",
    "%%%, 403",
    "http://evil.example@localhost:PORT.evil.example, 403",
    "http://localhost:PORT, 200",
    "http://127.0.0.1:PORT, 200",
    "https://ingest.example, 200"
  })
  void onlyItsOwnPagesMayAsk(String origin, int status) throws IOException {
    Reply reply = api.send(api.request("/runs/r-1").header("Origin", withPort(origin)).build());

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
  }

  private String withPort(String text) {
    return text.replace("PORT", Integer.toString(api.server.port()));
  }

  @Test
  void noPreflightIsGranted() throws IOException {
    Request request =
        new Request.Builder()
            .url(api.url("/runs"))
            .method("OPTIONS", null)
            .header("Origin", withPort("http://localhost:PORT"))
            .header("Access-Control-Request-Method", "POST")
            .build();

    Reply reply = api.send(request);

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.response().headers().names())
        .noneMatch(name -> name.startsWith("Access-Control"));
  }

  @Test
  void aBodyTooLongIsRefused() throws IOException {
    Reply reply =
        api.post("/runs", ApiFixture.body("{\"output\": \"" + "x".repeat(70_000) + "\"}"));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("too-large");
  }

  @Test
  void aBodyTooLongInChunksIsRefused() throws IOException {
    RequestBody endless =
        new RequestBody() {
          @Override
          public @Nullable MediaType contentType() {
            return ApiFixture.JSON;
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            for (int i = 0; i < 70; i++) {
              sink.writeUtf8(" ".repeat(1000)).flush();
            }
          }
        };
    for (String path : List.of("/runs", "/runs/r-1/pause", "/runs/r-1/retry")) {
      assertThat(api.post(path, endless).status()).as(path).isEqualTo(413);
    }
    assertThat(api.runs.find("r-1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "%%"
      })
  void whatIsNotJsonIsRefused(String type) throws IOException {
    RequestBody body = RequestBody.create("{}".getBytes(StandardCharsets.UTF_8), null);
    Reply reply = api.send(api.request("/runs").header("Content-Type", type).post(body).build());

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("not-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]x",
        "{\"ffprobe_bin\": \"/bin/sh\"}",
        "{\"curl_bin\": \"/bin/sh\"}",
        "{\"output\": 3}",
        "{\"output\": \"a\\u0000b\"}"
      })
  void whatIsNoSubmissionIsRefused(String json) throws IOException {
    Reply reply = api.post("/runs", ApiFixture.body(json));

    assertThat(reply.status()).isEqualTo(json.isEmpty() ? reply.status() : 400);
    assertThat(reply.body()).doesNotContain("Exception", "\tat ");
    if (!json.isEmpty()) {
      assertThat(reply.code()).isEqualTo("bad-submission");
      assertThat(api.runs.submitted).isEmpty();
    }
  }

  @Test
  void jsonTooDeepIsRefused() throws IOException {
    for (String path : List.of("/runs", "/runs/r-1/retry")) {
      assertThat(api.post(path, ApiFixture.body("[".repeat(30_000))).status())
          .as(path)
          .isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "3",
        "{\"reason\": 3}",
        "{\"reason\": \"(\"}",
        "{\"other\": \"x\"}",
        "{\"reason\": \"a\"} b",
        "{"
      })
  void aRetryTakesAReasonAndNothingElse(String json) throws IOException {
    Reply reply = api.post("/runs/r-1/retry", ApiFixture.body(json));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("bad-body");
  }

  @ParameterizedTest
  @CsvSource({
    "konvid_dir, /etc",
    "konvid_dir, ..",
    "konvid_dir, ../root-of-another",
    "konvid_dir, link-out",
    "konvid_dir, link-out/deeper",
    "output, /etc/cron.d/x",
    "output, inside/../../x",
    "output, not-there/../../../x",
    "output, dangling",
    "manifest_csv, /etc/passwd",
    "manifest_csv, link-out/manifest.csv",
    "manifest_out, ../m.json",
    "progress_path, link-out/p.json"
  })
  void pathsOutsideTheRootsAreRefused(String key, String path) throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createDirectories(api.root.resolve("inside"));
    Files.createSymbolicLink(api.root.resolve("link-out"), outside);
    Files.createSymbolicLink(api.root.resolve("dangling"), outside.resolve("new.jsonl"));

    Reply reply = api.post("/runs", ApiFixture.body("{\"" + key + "\": \"" + path + "\"}"));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("outside-roots");
    assertThat(reply.json().at("/error/message_parts/0/option").asString()).isEqualTo(key);
    assertThat(api.runs.submitted).isEmpty();
  }

  @Test
  void clipsBehindALinkThatLeadsOutAreRefused() throws IOException {
    Files.createDirectories(api.root.resolve("k"));
    Files.createSymbolicLink(
        api.root.resolve("k/clips"), Files.createDirectories(folder.resolve("outside")));

    assertThat(api.post("/runs", ApiFixture.body("{\"konvid_dir\": \"k\"}")).status())
        .isEqualTo(403);
  }

  @Test
  void aLinkThatStaysInsideIsFollowed() throws IOException {
    Files.createDirectories(api.root.resolve("real"));
    Files.createSymbolicLink(api.root.resolve("link"), api.root.resolve("real"));

    assertThat(api.post("/runs", ApiFixture.body("{\"konvid_dir\": \"link\"}")).status())
        .isEqualTo(201);
    assertThat(api.runs.submitted.getFirst().folder()).isEqualTo(api.root.resolve("real"));
  }

  @Test
  void runsThatAreNotThereAreNotFound() throws IOException {
    for (String path :
        List.of(
            "/progress/x", "/runs/x", "/runs/x/failures", "/runs/%0d%0aX", "/runs/..%2f..%2fetc")) {
      assertThat(api.get(path).status()).as(path).isIn(404, 400);
      assertThat(api.get(path).code()).as(path).isIn("no-such-run", "no-such-path", "bad-request");
    }
    assertThat(api.post("/runs/x/pause", ApiFixture.nothing()).code()).isEqualTo("no-such-run");
    assertThat(api.post("/runs/x/retry", ApiFixture.nothing()).code()).isEqualTo("no-such-run");
    assertThat(api.get("/nowhere").code()).isEqualTo("no-such-path");
  }

  @ParameterizedTest
  @CsvSource({
    "/runs, 'GET, POST'",
    "/progress, GET",
    "/runs/r-1/pause, POST",
    "/healthz, GET",
    "/, GET"
  })
  void aWrongMethodIsToldTheRightOnes(String path, String allowed) throws IOException {
    Reply reply = api.send(api.request(path).delete().build());

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo(allowed);
    assertThat(reply.code()).isEqualTo("wrong-method");
  }

  @Test
  void movesThatAreNotAllowedAreConflicts() throws IOException {
    assertThat(api.post("/runs/r-1/retry", ApiFixture.nothing()).code()).isEqualTo("illegal-move");
    Reply held = api.post("/runs", ApiFixture.body("{\"corpus_version\": \"held\"}"));
    assertThat(held.status()).isEqualTo(409);
    assertThat(held.code()).isEqualTo("held");
  }

  @Test
  void aCorpusThatCannotBeReadIsSaidWithItsHint() throws IOException {
    Reply reply = api.post("/runs", ApiFixture.body("{\"corpus_version\": \"bad\"}"));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().at("/error/hint").stringValue()).isEqualTo("give manifest_csv");
  }

  @Test
  void aFaultOfTheServiceTellsNothingOfItsInside() throws IOException {
    Reply reply = api.post("/runs", ApiFixture.body("{\"corpus_version\": \"fault\"}"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo("internal");
    assertThat(reply.body()).doesNotContain("secret", "Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "limit=99999999999",
        "offset=1e3"
      })
  void parametersOutOfRangeAreRefused(String query) throws IOException {
    Reply reply = api.get("/runs/r-1/failures?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("bad-parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1\r\n\r\n', 400",
    "'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400",
    "'GET / HTTP/1.1\r\nHost: [\r\n\r\n', 400",
    "'GET / HTTP/0.9\r\nHost: localhost\r\n\r\n', 400",
    "'GET / HTTP/1.0\r\n\r\n', 400",
    "'nonsense\r\n\r\n', 400",
    "'G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400",
    "'GET / HTTP/1.1\r\nHost localhost\r\n\r\n', 400",
    "'POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-"
        + "Encoding: chunked\r\n\r\n', 400",
    "'POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n', 400",
    "'POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n', 413"
  })
  void whatIsNoProperHttpIsRefused(String request, int status) throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      String answer = wire.send(request).all();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("{\"error\":{\"code\":");
      assertThat(answer).contains("X-Content-Type-Options: nosniff");
    }
  }

  @Test
  void aHeadTooLongIsRefused() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(17_000) + "\r\n\r\n");
      assertThat(wire.status()).isIn(400, 0);
    }
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(wire.status()).isIn(414, 0);
    }
  }

  @Test
  void aBodyThatIsNotWantedIsNotWaitedFor() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{");
      assertThat(wire.status()).isEqualTo(401);
    }
  }

  @Test
  void aBodyThatTheClientBreaksOffIsTheClientsFault() throws IOException {
    for (String expect : List.of("", "Expect: 100-continue\r\n")) {
      String head =
          "POST /runs/r-1/pause HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + api.token.hex()
              + "\r\n";
      try (Wire wire = new Wire(api.server.port())) {
        String answers = wire.send(head + expect + "Content-Length: 5\r\n\r\n{").done().all();
        assertThat(answers).doesNotContain("HTTP/1.1 500 ").contains("HTTP/1.1 400 ");
      }
    }
    assertThat(api.runs.find("r-1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void aBodyThatIsRefusedIsNeverTakenForARequest() throws IOException {
    String inner = "GET /inner HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String head =
        "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + inner.length() + "\r\n";
    for (String close : List.of("", "Connection: close\r\n")) {
      try (Wire wire = new Wire(api.server.port())) {
        String last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers = wire.send(head + close + "\r\n" + inner + last).all();
        assertThat(answers).startsWith("HTTP/1.1 401 ").doesNotContain("HTTP/1.1 404 ");
        assertThat(answers.contains("HTTP/1.1 200 "))
            .as("the request after it")
            .isEqualTo(close.isEmpty());
      }
    }
  }

  @Test
  void elsewhereThanOnLoopbackEveryRequestButHealthNeedsTheToken() throws IOException {
    try (ApiFixture open = new ApiFixture(folder, ApiFixture.limits(), "0.0.0.0")) {
      for (String path :
          List.of(
              "/", "/progress", "/runs", "/metrics", "/openapi.json", "/nowhere", "/healthz/")) {
        assertThat(open.get(path).status()).as(path).isEqualTo(401);
      }
      assertThat(open.get("/healthz").status()).isEqualTo(200);
      assertThat(open.send(open.request("/progress").build()).status()).isEqualTo(200);
      // A browser that is to show the page asks its user for a name and a password.
      assertThat(open.get("/").header("WWW-Authenticate")).startsWith("Basic ");
      assertThat(open.get("/progress").header("WWW-Authenticate")).startsWith("Bearer ");
      Request.Builder asked =
          new Request.Builder().header("Authorization", Credentials.basic("any", open.token.hex()));
      assertThat(open.send(asked.url(open.url("/")).build()).status()).isEqualTo(200);
      assertThat(open.send(asked.url(open.url("/progress")).build()).status()).isEqualTo(200);
      // It would send it for a page of somebody else's, too: it changes nothing.
      assertThat(
              open.send(asked.url(open.url("/runs/1/pause")).post(ApiFixture.nothing()).build())
                  .status())
          .isEqualTo(401);
      for (String wrong : List.of("any:wrong", "any", ":", "any:" + open.token.hex() + "0")) {
        String field = "Basic " + Base64.getEncoder().encodeToString(wrong.getBytes(UTF_8));
        assertThat(
                open.send(asked.header("Authorization", field).url(open.url("/")).get().build())
                    .status())
            .as(wrong)
            .isEqualTo(401);
      }
      assertThat(
              open.send(asked.header("Authorization", "Basic ???").url(open.url("/")).build())
                  .status())
          .isEqualTo(401);
      assertThat(
              open.send(
                      open.request("/progress")
                          .header("Host", "192.0.2.7:" + open.server.port())
                          .build())
                  .status())
          .isEqualTo(200);
      assertThat(
              open.send(open.request("/progress").header("Host", "evil.example").build()).status())
          .isEqualTo(403);
    }
  }
}
