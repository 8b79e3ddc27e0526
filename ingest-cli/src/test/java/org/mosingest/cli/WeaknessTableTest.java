package org.mosingest.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** That {@code docs/reliability.md} has a row for each weakness, with the test that there is. */
final class WeaknessTableTest {

  private static final int WEAKNESSES = 44;

  private static final List<String> CLASSES =
      List.of(
          "org.mosingest.cli.SecurityWeaknessesTest",
          "org.mosingest.cli.DownloadWeaknessesTest",
          "org.mosingest.cli.DurabilityWeaknessesTest",
          "org.mosingest.cli.RunWeaknessesTest",
          "org.mosingest.core.probe.ProbeWeaknessesTest",
          "org.mosingest.cli.TableWeaknessesTest",
          "org.mosingest.cli.AggregateWeaknessesTest");

  private static final Pattern NAME = Pattern.compile("w(\\d\\d)[A-Z]\\w*");
  private static final Pattern ROW =
      Pattern.compile("\\| W-(\\d+) \\| `([^`]+)` \\| [^|]{20,} \\|");

  @Test
  void theTableNamesTheTestOfEachWeakness() throws Exception {
    TreeMap<Integer, String> tests = new TreeMap<>();
    for (String type : CLASSES) {
      for (Method method : Class.forName(type).getDeclaredMethods()) {
        Matcher name = NAME.matcher(method.getName());
        boolean test =
            method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
        if (name.matches() && test) {
          String before =
              tests.put(
                  Integer.parseInt(name.group(1)),
                  method.getDeclaringClass().getSimpleName() + "." + method.getName());
          assertThat(before).as("one test a weakness").isNull();
        }
      }
    }
    assertThat(tests.keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, WEAKNESSES).boxed().toList());

    String marker = "<!-- weaknesses -->\n";
    String page = Files.readString(Path.of("..", "docs", "reliability.md"));
    assertThat(page).contains(marker);
    List<String> rows = new ArrayList<>();
    for (String line :
        page.substring(page.indexOf(marker) + marker.length()).lines().skip(2).toList()) {
      if (!line.startsWith("|")) {
        break;
      }
      Matcher row = ROW.matcher(line);
      assertThat(row.matches()).as(line).isTrue();
      rows.add("W-" + row.group(1) + " " + row.group(2));
    }
    assertThat(String.join("\n", rows))
        .isEqualTo(
            tests.entrySet().stream()
                .map(test -> String.format(Locale.ROOT, "W-%d %s", test.getKey(), test.getValue()))
                .collect(joining("\n")));
  }
}
