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
@Timeout(20)
class SlowClientsTest {

  private static final int CONNECTIONS = 6;
  private static final Duration SOON = Duration.ofSeconds(4);

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void serve() throws IOException {
    ApiLimits limits =
        new ApiLimits(
            64 * 1024,
            16 * 1024,
            CONNECTIONS,
            4,
            Duration.ofMillis(400),
            Duration.ofMillis(700),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
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

  @Test
  void oneConnectionTooManyIsToldSoAndTheOthersStay() throws IOException {
    List<Wire> held = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Wire wire = new Wire(api.server.port());
        held.add(wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertThat(wire.status()).isEqualTo(200);
      }
      try (Wire surplus = new Wire(api.server.port())) {
        String answer = surplus.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").all();
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
        status = wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status();
      }
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aFloodOfSilentConnectionsPasses() throws IOException {
    List<Wire> flood = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        flood.add(new Wire(api.server.port()));
      }
      int status = 503;
      while (status != 200) {
        try (Wire wire = new Wire(api.server.port())) {
          status = wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status();
        }
      }
      assertThat(status).isEqualTo(200);
    } finally {
      for (Wire wire : flood) {
        wire.close();
      }
    }
  }
}
