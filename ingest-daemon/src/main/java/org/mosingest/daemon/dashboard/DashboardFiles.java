package org.mosingest.daemon.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the dashboard, read once from the program. Safe for many threads. */
public final class DashboardFiles {

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** By the end of the name. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html",
          "text/html; charset=utf-8",
          "css",
          "text/css; charset=utf-8",
          "js",
          SCRIPT,
          "svg",
          "image/svg+xml");

  private static final String PAGE = "index.html";

  /** What the page loads, next to the chart library; there is no listing of a jar's folder. */
  static final List<String> NAMES =
      List.of(
          "actions.js",
          "activity.js",
          "announce.js",
          "api.js",
          "app.css",
          "breakdown.js",
          "charts.js",
          "charts.css",
          "content.js",
          "dom.js",
          "exports.js",
          "failures.js",
          "feed.js",
          "fields.js",
          "format.js",
          "icon.svg",
          "limits.js",
          "main.js",
          "notices.js",
          "refresh.js",
          "run.js",
          "runs.js",
          "service.js",
          "submit.js",
          "theme.js",
          "throughput.js",
          "token.js",
          "tokens.css",
          "turns.js");

  private final Entry page = resource(PAGE);
  private final Map<String, Entry> files = new HashMap<>();

  /** Reads them all. */
  public DashboardFiles() {
    NAMES.forEach(name -> files.put(name, resource(name)));
    files.put("chart.js", new Entry(SCRIPT, ChartLibrary.script()));
  }

  /**
   * A file.
   *
   * @param contentType what it is, its character set included
   * @param bytes what it holds; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent as it is, never compared.
  public record Entry(String contentType, byte[] bytes) {}

  /** The page itself. */
  public Entry page() {
    return page;
  }

  /** What the page loads under that name; empty if there is no such file. */
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static Entry resource(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream in = DashboardFiles.class.getResourceAsStream("page/" + name)) {
      if (in == null || type == null) {
        throw new IllegalStateException(
            "the program is incomplete: the dashboard's " + name + " is missing");
      }
      return new Entry(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
