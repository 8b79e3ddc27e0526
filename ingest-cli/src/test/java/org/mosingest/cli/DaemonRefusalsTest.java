package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;

/**
 * What no caller may do, tried at the daemon as it is delivered. The whole list is in the API's own
 * tests.
 */
@Timeout(300)
final class DaemonRefusalsTest extends DaemonTestBase {

  private static final String JSON = "application/json";

  /** A request, and what it is to come to; {@code $root} stands for the daemon's root. */
  private record Attempt(
      String what,
      int status,
      String code,
      String method,
      String path,
      Map<String, String> fields,
      String body) {

    static Attempt get(
        String what, int status, String code, String path, Map<String, String> fields) {
      return new Attempt(what, status, code, "GET", path, fields, "");
    }

    static Attempt submit(String what, int status, String code, String body) {
      return new Attempt(what, status, code, "POST", "/runs", Map.of("Content-Type", JSON), body);
    }

    static Attempt submit(String what, int status, String code, Map<String, String> fields) {
      return new Attempt(
          what,
          status,
          code,
          "POST",
          "/runs",
          fields,
          "{\"konvid_dir\": \"corpus\", \"min_rows\": 0}");
    }
  }

  private static Stream<Attempt> attempts() {
    String noToken = "";
    return Stream.of(
        Attempt.submit(
            "no token",
            401,
            "unauthorized",
            Map.of("Content-Type", JSON, "Authorization", noToken)),
        Attempt.submit(
            "another token",
            401,
            "unauthorized",
            Map.of("Content-Type", JSON, "Authorization", "Bearer " + "0".repeat(64))),
        Attempt.submit(
            "another Origin",
            403,
            "foreign-origin",
            Map.of("Content-Type", JSON, "Origin", "http://evil.example")),
        Attempt.submit("another type", 415, "not-json", Map.of("Content-Type", "text/plain")),
        Attempt.get(
            "another Host", 403, "foreign-host", "/progress", Map.of("Host", "evil.example")),
        Attempt.get(
            "another Host with our port",
            403,
            "foreign-host",
            "/runs",
            Map.of("Host", "evil.example:$port")),
        Attempt.get("an unknown run", 404, "no-such-run", "/runs/999", Map.of()),
        Attempt.get("an unknown path", 404, "no-such-path", "/etc/passwd", Map.of()),
        new Attempt(
            "a move of an unknown run",
            404,
            "no-such-run",
            "POST",
            "/runs/999/cancel",
            Map.of("Content-Type", JSON),
            "{}"),
        new Attempt(
            "another method",
            405,
            "wrong-method",
            "DELETE",
            "/runs",
            Map.of("Content-Type", JSON),
            ""),
        Attempt.submit(
            "too long a body",
            413,
            "too-large",
            "{\"konvid_dir\": \"" + "x".repeat(70_000) + "\"}"),
        Attempt.submit("not JSON", 400, "bad-submission", "{\"konvid_dir\": "),
        Attempt.submit("no object", 400, "bad-submission", "[1]"),
        Attempt.submit(
            "an ffprobe",
            400,
            "bad-submission",
            "{\"konvid_dir\": \"corpus\", \"ffprobe_bin\": \"/bin/sh\"}"),
        Attempt.submit(
            "a curl",
            400,
            "bad-submission",
            "{\"konvid_dir\": \"corpus\", \"curl_bin\": \"/bin/sh\"}"),
        Attempt.submit("a folder elsewhere", 403, "outside-roots", "{\"konvid_dir\": \"/etc\"}"),
        Attempt.submit("a folder above", 403, "outside-roots", "{\"konvid_dir\": \"../outside\"}"),
        Attempt.submit(
            "a folder through a link", 403, "outside-roots", "{\"konvid_dir\": \"$root/link\"}"),
        Attempt.submit(
            "a folder below a link", 403, "outside-roots", "{\"konvid_dir\": \"link/corpus\"}"),
        Attempt.submit(
            "an output elsewhere",
            403,
            "outside-roots",
            "{\"konvid_dir\": \"corpus\", \"output\": \"/tmp/x.jsonl\"}"),
        Attempt.submit(
            "an output through a link",
            403,
            "outside-roots",
            "{\"konvid_dir\": \"corpus\", \"output\": \"link/x.jsonl\"}"),
        Attempt.submit(
            "a corpus that is none", 422, "bad-corpus", "{\"konvid_dir\": \"nothing\"}"));
  }

  @Test
  void eachHostileRequestIsRefusedWithItsStatusAndLeavesNothingBehind() throws Exception {
    CorpusBed outside = new CorpusBed(temporary.resolve("outside"));
    outside.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Files.createSymbolicLink(root.resolve("link"), outside.folder());
    new CorpusBed(root.resolve("corpus")).local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Files.createDirectory(root.resolve("nothing"));
    daemon();
    Map<String, String> before = CorpusBed.snapshot(outside.folder());
    String token = Files.readString(state.resolve("token")).strip();

    for (Attempt attempt : attempts().toList()) {
      Reply reply = tried(attempt, token);
      assertThat(reply.status())
          .as("%s: %s", attempt.what(), reply.body())
          .isEqualTo(attempt.status());
      assertThat(reply.json().at("/error/code").asString())
          .as(attempt.what())
          .isEqualTo(attempt.code());
      assertThat(reply.json().at("/error/message").asString()).as(attempt.what()).isNotBlank();
    }

    assertThat(ask("/runs").json().path("runs")).isEmpty();
    assertThat(CorpusBed.snapshot(outside.folder())).isEqualTo(before);
    // The same as it should be done.
    assertThat(
            tried(
                    Attempt.submit(
                        "as it should be",
                        201,
                        "",
                        "{\"konvid_dir\": \"corpus\", \"min_rows\": 0}"),
                    token)
                .status())
        .isEqualTo(201);
    awaitState("1", "completed");
  }

  private Reply tried(Attempt attempt, String token) throws IOException {
    Request.Builder request =
        new Request.Builder().url(url(attempt.path())).header("Authorization", "Bearer " + token);
    attempt
        .fields()
        .forEach(
            (name, value) ->
                request.header(name, value.replace("$port", url("").replaceAll(".*:", ""))));
    RequestBody body =
        RequestBody.create(
            attempt.body().replace("$root", root.toString()),
            MediaType.parse(attempt.fields().getOrDefault("Content-Type", JSON)));
    return ask(
        request.method(attempt.method(), attempt.method().equals("GET") ? null : body).build());
  }
}
