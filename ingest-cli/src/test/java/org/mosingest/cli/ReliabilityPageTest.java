package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/reliability.md} calls a test is one. */
final class ReliabilityPageTest {

  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?");

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    Map<String, String> sources = sources();
    assertThat(sources).hasSizeGreaterThan(200);
    Set<String> missing = new TreeSet<>();
    Matcher named = NAMED.matcher(Files.readString(Path.of("../docs/reliability.md")));
    int names = 0;
    while (named.find()) {
      names++;
      String source = sources.get(named.group(1));
      if (source == null
          || (named.group(2) != null && !source.contains("void " + named.group(2) + "("))) {
        missing.add(named.group());
      }
    }
    assertThat(names).isGreaterThan(200);
    assertThat(missing).isEmpty();
  }

  /** The tests of all modules, by their class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.filter(path -> Files.exists(path.resolve("src/test"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
          List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
          for (Path file : java) {
            String name = String.valueOf(file.getFileName());
            sources.put(name.substring(0, name.length() - 5), Files.readString(file));
          }
        }
      }
    }
    return sources;
  }
}
