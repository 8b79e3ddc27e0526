package org.mosingest.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Sha256;
import org.mosingest.daemon.dashboard.ChartLibrary;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report as one page of HTML that asks nobody for anything: style, scripts and figures are in
 * it. Its policy lets only its own scripts run, by their hashes, whatever a manifest or a server
 * may have said.
 */
final class HtmlPage {

  private HtmlPage() {}

  static String of(Report report) {
    List<Section> sections = report.sections();
    String library = library();
    String script = resource("report.js");
    String style = resource("report.css");
    Map<String, Object> values = new HashMap<>();
    values.put("corpus", report.corpus());
    values.put("output", report.output());
    values.put("made", ReportText.instant(report.made()));
    values.put("version", report.version());
    values.put("verdict", report.verdict());
    values.put("headline", report.headline());
    values.put("sections", sections);
    values.put("charts", charts(sections));
    values.put("library", library);
    values.put("script", script);
    values.put("style", style);
    values.put("libraryHash", hash(library));
    values.put("scriptHash", hash(script));
    values.put("styleHash", hash(style));
    return Templates.html("report.html.mustache", values);
  }

  /**
   * The figures that are drawn, fit to stand between script tags: no text in them can end the
   * element.
   */
  static String charts(List<Section> sections) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (Section section : sections) {
      for (Figure figure : section.figures()) {
        figure.chart().ifPresent(chart -> charts.put(figure.id(), chart));
      }
    }
    return JsonMapper.shared()
        .writeValueAsString(charts)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String library() {
    String library = new String(ChartLibrary.script(), UTF_8);
    if (library.contains("</script")) {
      throw new IllegalStateException(
          "Chart.js " + ChartLibrary.version() + " cannot stand between script tags");
    }
    return library;
  }

  private static String hash(String text) {
    byte[] digest = Sha256.newDigest().digest(text.getBytes(UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + name + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
