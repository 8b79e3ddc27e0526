package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of file faults in {@code docs/reliability.md} names tests that there are, and none of
 * theirs is left out.
 */
final class FileFaultTableTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern TEST =
      Pattern.compile("@(?:Parameterized)?Test\\b[^;]*?void (\\w+)\\(");

  /** Whose every test is a file fault. */
  private static final List<String> WHOLE =
      List.of(
          "ClipChangesTest",
          "FullDiskElsewhereTest",
          "FullStateDiskTest",
          "OpenFilesTest",
          "SharedPathsTest",
          "SharedPathsOfRunsTest",
          "TakenAwayFilesTest",
          "TakenAwayRunsTest",
          "UnharmedFilesTest",
          "UnharmedFilesOfServiceTest");

  @Test
  void theTableAndTheTestsSayTheSame() throws IOException {
    String docs = Files.readString(Path.of("../docs/reliability.md"), UTF_8);
    int start = docs.indexOf("<!-- file-faults -->");
    assertThat(start).isNotNegative();
    int end = docs.indexOf("\n\n", start);
    String table = docs.substring(start, end < 0 ? docs.length() : end);
    Set<String> named = new TreeSet<>();
    Matcher row = NAMED.matcher(table);
    while (row.find()) {
      named.add(row.group(1) + "." + row.group(2));
    }
    Set<String> wanted = new HashSet<>();
    named.forEach(test -> wanted.add(test.substring(0, test.indexOf('.'))));
    wanted.addAll(WHOLE);
    Set<String> tests = tests(wanted);

    assertThat(tests).as("tests that the table names").containsAll(named);
    assertThat(named)
        .as("tests of file faults in the table")
        .containsAll(
            tests.stream()
                .filter(test -> WHOLE.contains(test.substring(0, test.indexOf('.'))))
                .toList());
  }

  /** Every test of these classes, in whatever module. */
  private static Set<String> tests(Set<String> classes) throws IOException {
    Set<String> tests = new TreeSet<>();
    for (String module : List.of("ingest-core", "ingest-transfer", "ingest-daemon", "ingest-cli")) {
      List<Path> sources;
      try (Stream<Path> walk = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        sources =
            walk.filter(
                    path -> classes.contains(path.getFileName().toString().replace(".java", "")))
                .toList();
      }
      for (Path source : sources) {
        Matcher test = TEST.matcher(Files.readString(source, UTF_8));
        while (test.find()) {
          tests.add(source.getFileName().toString().replace(".java", "") + "." + test.group(1));
        }
      }
    }
    return tests;
  }
}
