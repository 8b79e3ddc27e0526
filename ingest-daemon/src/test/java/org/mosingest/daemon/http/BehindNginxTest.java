package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real nginx that is told no more than where the service is. */
@Timeout(180)
class BehindNginxTest {

  @TempDir private Path folder;
  private @Nullable ApiFixture api;
  private @Nullable Process nginx;
  private int port;

  @BeforeEach
  void serve() throws IOException {
    Path program =
        Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(program != null, "no nginx on this machine");
    ApiFixture served = new ApiFixture(folder, ApiFixture.limits());
    api = served;
    served.run("r-1", RunState.RUNNING, 10);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid PLACE/pid;
            error_log PLACE/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path PLACE/body;
              proxy_temp_path PLACE/proxy;
              fastcgi_temp_path PLACE/fastcgi;
              uwsgi_temp_path PLACE/uwsgi;
              scgi_temp_path PLACE/scgi;
              server {
                listen 127.0.0.1:PORT;
                location / { proxy_pass http://127.0.0.1:SERVICE; }
                location /runs/r-1/resume {
                  proxy_pass http://127.0.0.1:SERVICE;
                  proxy_set_header Host $http_host;
                }
              }
            }
            """
                .replace("PLACE", folder.toString())
                .replace("PORT", Integer.toString(port))
                .replace("SERVICE", Integer.toString(served.server.port())));
    nginx =
        new ProcessBuilder(program + "", "-p", folder.toString(), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    CorpusBed.await("an nginx that listens", this::listens);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroyForcibly().waitFor();
    }
    if (api != null) {
      api.close();
    }
  }

  private boolean listens() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private ApiFixture api() {
    return Objects.requireNonNull(api);
  }

  private Call call(Request.Builder request, String path) {
    HttpUrl url = HttpUrl.get("http://127.0.0.1:" + port + path);
    return api().client.newCall(request.url(url).build());
  }

  @Test
  void getsHeadsAndChangesAreAnswered() throws IOException {
    for (String path : new String[] {"/", "/progress", "/healthz", "/metrics", "/runs"}) {
      try (Response got = call(new Request.Builder().get(), path).execute();
          Response head = call(new Request.Builder().head(), path).execute()) {
        assertThat(got.code()).as(path).isEqualTo(200);
        assertThat(got.body().string()).isNotEmpty();
        assertThat(head.code()).as(path).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo(got.header("Content-Type"));
      }
    }
    Request.Builder pause = new Request.Builder().post(ApiFixture.nothing());
    try (Response refused = call(pause, "/runs/r-1/pause").execute()) {
      assertThat(refused.code()).isEqualTo(401);
    }
    pause.header("Authorization", "Bearer " + api().token.hex());
    try (Response paused = call(pause, "/runs/r-1/pause").execute()) {
      assertThat(paused.code()).as(paused.body().string()).isEqualTo(200);
    }
  }

  /** A page's request that changes something: its origin is the proxy. */
  @Test
  void aPageThatCameThroughMayChangeSomethingWhereTheProxyPassesTheNameOn() throws IOException {
    Request.Builder page =
        api().request("/").header("Origin", "http://localhost:" + port).post(ApiFixture.nothing());
    page.header("Host", "localhost:" + port);
    try (Response refused = call(page, "/runs/r-1/pause").execute()) {
      assertThat(refused.code()).isEqualTo(403);
      assertThat(refused.body().string())
          .contains("foreign-origin")
          .contains("pass on the Host header");
    }
    try (Response taken = call(page, "/runs/r-1/resume").execute()) {
      assertThat(taken.code()).as(taken.body().string()).isNotEqualTo(403);
    }
  }

  /** nginx collects what comes, unless nothing more does for now. */
  @Test
  void eachDocumentOfTheLiveStreamComesWhenItIsMade() throws IOException {
    Call call = call(new Request.Builder().header("Accept", "text/event-stream"), "/progress");
    call.timeout().timeout(Duration.ofMinutes(1).toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      assertThat(written(source)).isEqualTo(10);
      api().run("r-1", RunState.RUNNING, 11);
      long now = written(source);
      while (now == 10) {
        now = written(source);
      }
      assertThat(now).isEqualTo(11);
      call.cancel();
    }
  }

  private static long written(BufferedSource source) throws IOException {
    String line = source.readUtf8LineStrict();
    while (!line.startsWith("data:")) {
      line = source.readUtf8LineStrict();
    }
    JsonNode document = JsonMapper.shared().readTree(line.substring(5));
    return document.at("/runs/0/written").asLong();
  }
}
