package org.mosingest.daemon.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardFilesTest {

  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"/dashboard/([^\"]+)\"");

  private final DashboardFiles files = new DashboardFiles();

  @Test
  void everyFileIsServedAndNoOther() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(DashboardFiles.class.getResource("page")).toURI());
    try (Stream<Path> listed = Files.list(folder)) {
      assertThat(
              listed
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> !name.equals("index.html")))
          .containsExactlyInAnyOrderElementsOf(DashboardFiles.NAMES);
    }
    for (String name : List.of("", "index.html", "../ChartLibrary.class", "main.js/", "MAIN.JS")) {
      assertThat(files.find(name)).as(name).isEmpty();
    }
  }

  @Test
  void whateverIsAskedForIsThere() {
    LOADED
        .matcher(text(files.page()))
        .results()
        .forEach(name -> assertThat(files.find(name.group(1))).as(name.group(1)).isPresent());
    for (String name : DashboardFiles.NAMES) {
      IMPORT
          .matcher(text(files.find(name).orElseThrow()))
          .results()
          .forEach(other -> assertThat(DashboardFiles.NAMES).as(name).contains(other.group(1)));
    }
  }

  /**
   * What makes markup of a text has no place in the page's own scripts; the policy forbids it in
   * any other.
   */
  @Test
  void noScriptMakesMarkupOfText() {
    for (String name : DashboardFiles.NAMES) {
      assertThat(text(files.find(name).orElseThrow()))
          .as(name)
          .doesNotContainPattern(
              "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|DOMParser");
    }
    assertThat(text(files.page()))
        .doesNotContainPattern("(?i)<script>|<style|\\son[a-z]+=|style=\"|https?://");
  }

  private static String text(DashboardFiles.Entry file) {
    return new String(file.bytes(), UTF_8);
  }
}
