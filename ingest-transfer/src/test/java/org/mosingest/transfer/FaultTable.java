package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of each fault, as a table. {@code docs/reliability.md} holds the same one, and a test
 * compares.
 */
final class FaultTable {

  /**
   * How a clip's download ended.
   *
   * @param fetched whether the clip came
   * @param words the fixed words of all reasons on the way, in order, each once
   * @param attempts how often it was tried
   * @param requests how many requests the server saw
   * @param again body bytes that came, less those that are kept at the end: fetched again or in
   *     vain
   */
  record End(boolean fetched, List<String> words, int attempts, int requests, long again) {
    String row(String fault) {
      return "| %s | %s | %s | %d | %d | %s |"
          .formatted(
              fault,
              fetched ? "fetched" : "failed",
              words.isEmpty() ? "–" : "`" + String.join("`, `", words) + "`",
              attempts,
              requests,
              String.format(Locale.ROOT, "%,d", again).replace(',', '\u202f'));
    }
  }

  private static final String HEAD =
      """
      | fault | outcome | reasons on the way | attempts | requests | bytes fetched again or in vain |
      |---|---|---|---|---|---|
      """;

  private final String theme;
  private final List<String> faults;
  private final Map<String, String> rows = new ConcurrentHashMap<>();

  FaultTable(String theme, List<String> faults) {
    this.theme = theme;
    this.faults = List.copyOf(faults);
    assertThat(faults).doesNotHaveDuplicates();
  }

  void put(String fault, End end) {
    assertThat(faults).contains(fault);
    rows.put(fault, end.row(fault));
  }

  /**
   * Writes what ran to {@code target}, and compares it with the documentation. A row that is
   * missing fails: the whole class has to run.
   */
  void check() throws IOException {
    List<String> lines = faults.stream().map(rows::get).filter(Objects::nonNull).toList();
    String table = HEAD + String.join("\n", lines) + "\n";
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("server-faults-" + theme + ".md"),
        table,
        UTF_8);
    assertThat(rows.keySet())
        .as("the faults that were tried; their table needs them all")
        .containsExactlyInAnyOrderElementsOf(faults);
    String docs = Files.readString(Path.of("../docs/reliability.md"), UTF_8);
    String marker = "<!-- server-faults: " + theme + " -->\n";
    assertThat(docs).contains(marker);
    String documented = docs.substring(docs.indexOf(marker) + marker.length());
    int end = documented.indexOf("\n\n");
    assertThat(steady(end < 0 ? documented : documented.substring(0, end + 1)))
        .as(
            "the table in docs/reliability.md; target/server-faults-"
                + theme
                + ".md holds the new one")
        .isEqualTo(steady(table));
  }

  /**
   * The table without what differs from run to run: over HTTP/2 the client's library may ask once
   * more by itself, and how much of a body comes before its stream is reset depends on the moment.
   */
  private static String steady(String table) {
    return table.replaceAll("(?m)^(\\| HTTP/2 (?:[^|]*\\|){4})[^|\n]*\\|[^|\n]*\\|$", "$1");
  }
}
