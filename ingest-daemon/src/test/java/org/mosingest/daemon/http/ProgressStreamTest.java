package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live stream of the progress document. */
@Timeout(180)
class ProgressStreamTest extends ApiTestBase {

  @BeforeEach
  void serve() throws IOException {
    api.run("r-1", RunState.RUNNING, 0);
  }

  /**
   * A stream, cut off when closed: otherwise the client would read on for a while, to keep the
   * connection.
   */
  private record Stream(Call call, Response response) implements AutoCloseable {
    @Override
    public void close() {
      call.cancel();
      response.close();
    }
  }

  private Stream open() throws IOException {
    Call call =
        api.client.newCall(
            new Request.Builder()
                .url(api.url("/progress"))
                .header("Accept", "text/event-stream")
                .build());
    return new Stream(call, call.execute());
  }

  private static @Nullable JsonNode next(Stream stream) throws IOException {
    BufferedSource source = stream.response().body().source();
    String line = source.readUtf8Line();
    while (line != null && !line.startsWith("data:")) {
      assertThat(line).isEmpty();
      line = source.readUtf8Line();
    }
    return line == null ? null : JsonMapper.shared().readTree(line.substring(5));
  }

  private static int written(@Nullable JsonNode document) {
    return document == null ? -1 : document.at("/runs/0/written").intValue();
  }

  @Test
  void documentsGrowAsTheRunDoes() throws IOException {
    try (Stream stream = open()) {
      assertThat(stream.response().code()).isEqualTo(200);
      assertThat(stream.response().header("Content-Type")).startsWith("text/event-stream");
      assertThat(written(next(stream))).isZero();
      for (int i = 1; i <= 5; i++) {
        api.run("r-1", RunState.RUNNING, i * 10);
        assertThat(written(next(stream))).isEqualTo(i * 10);
      }
      assertThat(api.get("/progress").json()).isEqualTo(next(stream));
    }
  }

  @Test
  void theFirstDocumentIsNoOlderThanItsStreamThoughOthersAreLive() throws IOException {
    try (Stream other = open()) {
      assertThat(next(other)).isNotNull();
      for (int i = 2; i <= 20; i++) {
        api.run("r-" + i, RunState.RUNNING, 0);
        try (Stream stream = open()) {
          assertThat(String.valueOf(next(stream))).contains("\"r-" + i + "\"");
        }
      }
    }
  }

  @Test
  void whenNothingChangesItIsSaidAgainNowAndThen() throws IOException {
    try (Stream stream = open()) {
      long begun = System.nanoTime();
      JsonNode first = next(stream);
      assertThat(next(stream)).isEqualTo(first);
      assertThat(next(stream)).isEqualTo(first);
      assertThat((System.nanoTime() - begun) / 1_000_000).isGreaterThan(600);
    }
  }

  @Test
  void aDocumentIsMadeOnceForAllStreams() throws IOException {
    List<Stream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        streams.add(open());
      }
      int before = api.documentsMade.get();
      api.run("r-1", RunState.RUNNING, 33);
      for (Stream stream : streams) {
        int seen = written(next(stream));
        while (seen < 33) {
          seen = written(next(stream));
        }
      }
      assertThat(api.documentsMade.get() - before)
          .as("documents made for 40 streams")
          .isLessThan(40);
    } finally {
      streams.forEach(Stream::close);
    }
  }

  @Test
  void oneStreamTooManyIsRefusedAndAPlaceComesFreeAgain() throws IOException {
    int most = ApiLimits.standard().connections().streams();
    List<Stream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < most; i++) {
        streams.add(open());
        assertThat(streams.getLast().response().code()).isEqualTo(200);
      }
      try (Stream refused = open()) {
        assertThat(refused.response().code()).isEqualTo(503);
        assertThat(refused.response().header("Retry-After")).isEqualTo("5");
        assertThat(refused.response().body().string())
            .contains("too-many-streams", "without Accept");
      }
      assertThat(api.get("/progress").status()).as("the plain document").isEqualTo(200);
    } finally {
      streams.forEach(Stream::close);
    }
    int status = 503;
    while (status != 200) {
      try (Stream again = open()) {
        status = again.response().code();
      }
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void noDocumentIsMadeWhileNobodyListens() throws Exception {
    AtomicReference<CountDownLatch> made = new AtomicReference<>(new CountDownLatch(1));
    Supplier<byte[]> source =
        () -> {
          made.get().countDown();
          return new byte[0];
        };
    try (ProgressBroadcast feed = new ProgressBroadcast(source, ApiFixture.limits())) {
      assertThat(made.get().await(300, TimeUnit.MILLISECONDS))
          .as("before anyone listens")
          .isFalse();
      try (ProgressBroadcast.Subscription stream = feed.subscribe()) {
        assertThat(stream.next()).isNotNull();
      }
      // One may be under way at the moment of leaving.
      made.set(new CountDownLatch(2));
      assertThat(made.get().await(300, TimeUnit.MILLISECONDS)).as("when all have left").isFalse();
    }
  }

  @Test
  void whenTheServiceStopsTheStreamEnds() throws IOException {
    try (Stream stream = open()) {
      assertThat(next(stream)).isNotNull();
      api.server.close();
      JsonNode last = next(stream);
      while (last != null) {
        last = next(stream);
      }
      assertThat(last).isNull();
    }
  }
}
