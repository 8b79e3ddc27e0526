package org.mosingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands executed as by a user, against a daemon of which only the answers are real. */
abstract class ClientTestBase {

  static final String TOKEN = "0123456789abcdef";

  @TempDir Path state;
  final MockWebServer daemon = new MockWebServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void startDaemon() throws IOException {
    daemon.start();
    Files.writeString(state.resolve("token"), TOKEN + "\n");
  }

  @AfterEach
  void stopDaemon() {
    daemon.close();
  }

  int ingest(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", daemon.url("/").toString(), "--state-dir", state.toString()));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  void answer(String json) {
    answer(200, json);
  }

  void answer(int status, String json) {
    daemon.enqueue(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Content-Type", "application/json")
            .body(json)
            .build());
  }

  void stream(String... documents) {
    StringBuilder events = new StringBuilder(": hello\n\n");
    for (String document : documents) {
      events.append("event: progress\ndata: ").append(document).append("\n\n");
    }
    daemon.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "text/event-stream")
            .body(events.toString())
            .build());
  }

  static String progress(String... runs) {
    return """
        {"daemon":{"version":"0.1.0","pools":{"download":{"size":16,"active":2,"queued":0}},"disk_free_bytes":5000000000},\
        "runs":[%s]}"""
        .formatted(String.join(",", runs));
  }

  static String run(String id, String state, int settled) {
    return """
        {"id":"%s","corpus":"konvid-150k","state":"%s","rows":100,"settled":%d,"written":%d,"download_failed":1,"broken":0,\
        "dedups":0,"already_in_output":0,"attrition_pct":0.01,"bytes_downloaded":1000,"bytes_resumed":0,"clips_per_s":2.0,"bytes_per_s":10.5,\
        "eta_s":null,"started_at_utc":"2026-11-23T06:05:00+00:00","finished_at_utc":null,"output":"/data/out.jsonl"}"""
        .formatted(id, state, settled, settled - 1);
  }
}
