package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.runs.RunState;

/** No client can hold a connection by being slow, nor all of them by taking many. */
@Timeout(180)
class SlowClientsTest {

  private static final int CONNECTIONS = 16;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void serve() throws IOException {
    serve(Duration.ofMillis(700));
  }

  private void serve(Duration idle) throws IOException {
    ApiLimits limits =
        new ApiLimits(
            64 * 1024,
            16 * 1024,
            new ConnectionLimits(CONNECTIONS, CONNECTIONS, 0, CONNECTIONS),
            new ClientPatience(
                Duration.ofMillis(400),
                idle,
                Duration.ofMillis(400),
                Duration.ofMillis(400),
                Duration.ofMillis(400)),
            Duration.ofMillis(50),
            Duration.ofMillis(400));
    api = new ApiFixture(folder, limits);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aClientThatSaysNothingIsLetGo() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      assertThat(wire.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void aConnectionThatAsksNothingMoreIsLetGo() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(wire.status()).isEqualTo(200);
      assertThat(wire.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(wire.endsAlthoughFed("X-A: b\r\n", SOON)).isTrue();
    }
  }

  @Test
  void aFirstLineThatTricklesIsCutOff() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET /");
      assertThat(wire.endsAlthoughFed("x", SOON)).isTrue();
    }
  }

  @Test
  void aBodyThatTricklesIsCutOff() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      wire.send(
          "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
              + "Authorization: Bearer "
              + api.token.hex()
              + "\r\n\r\n");
      assertThat(wire.endsAlthoughFed(" ", SOON)).isTrue();
      assertThat(api.runs.submitted).isEmpty();
    }
  }

  @Test
  void aStreamThatIsNotReadIsCutOff() throws IOException {
    for (int i = 0; i < 300; i++) {
      api.run("r-" + i, RunState.RUNNING, 0);
    }
    try (Wire wire = new Wire(api.server.port())) {
      wire.send("GET /progress HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
      assertThat(wire.status()).isEqualTo(200);
      int written = 0;
      // Documents that differ, until what lies between the two is full and the time for taking one
      // is over.
      while (!api.get("/metrics").body().contains("ingest_http_streams 0.0")) {
        written = (written + 1) % 90;
        api.run("r-0", RunState.RUNNING, written);
      }
    }
  }

  private static final String STREAM =
      "GET /progress HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
  private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @Test
  void oneConnectionTooManyIsToldSoAndThoseThatAreServedStay() throws IOException {
    api.close();
    serve(Duration.ofMinutes(5));
    List<Wire> held = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Wire wire = new Wire(api.server.port());
        held.add(wire.send(STREAM));
        assertThat(wire.status()).isEqualTo(200);
      }
      try (Wire surplus = new Wire(api.server.port())) {
        String answer = surplus.send(HEALTH).all();
        assertThat(answer)
            .startsWith("HTTP/1.1 503 ")
            .contains("too-many-connections")
            .contains("Retry-After: 5");
      }
    } finally {
      for (Wire wire : held) {
        wire.close();
      }
    }
    // What the others held is free again as soon as they are gone.
    int status = 503;
    while (status == 503) {
      try (Wire wire = new Wire(api.server.port())) {
        status = wire.send(HEALTH).status();
      }
    }
    assertThat(status).isEqualTo(200);
  }

  /** Each of them keeps its place as long as nobody else wants it. */
  @Test
  void whoAsksGetsThePlaceOfOneThatOnlyWaits() throws IOException {
    List<Wire> held = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Wire wire = new Wire(api.server.port());
        held.add(wire);
        switch (i % 4) {
          case 0 -> {}
          case 1 -> wire.send("GET /");
          case 2 -> wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
          default ->
              wire.send(
                  "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 1000\r\nAuthorization: Bearer "
                      + api.token.hex()
                      + "\r\n\r\n{");
        }
        if (i % 10 == 9) {
          try (Wire asks = new Wire(api.server.port())) {
            assertThat(asks.send(HEALTH).status()).isEqualTo(200);
          }
        }
      }
    } finally {
      for (Wire wire : held) {
        wire.close();
      }
    }
  }

  @Test
  void aStreamIsNotCutForThoseThatDawdle() throws IOException {
    List<Wire> flood = new ArrayList<>();
    try (Wire stream = new Wire(api.server.port())) {
      assertThat(stream.send(STREAM).status()).isEqualTo(200);
      for (int i = 0; i < 100; i++) {
        flood.add(new Wire(api.server.port()));
      }
      try (Wire asks = new Wire(api.server.port())) {
        assertThat(asks.send(HEALTH).status()).isEqualTo(200);
      }
      assertThat(api.get("/metrics").body()).contains("ingest_http_streams 1.0");
    } finally {
      for (Wire wire : flood) {
        wire.close();
      }
    }
  }
}
