package org.mosingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosingest.House.SourceFile;

/**
 * What core, transfer and whatever carries out a run say names no option of the command line: the
 * same fault is met in a service and on Spark. They say what is wrong and which {@code Setting} may
 * mend it; who talks to the user says how it is set.
 */
class MessagesTest {

  /** Where options are declared, and what is refused of their values. */
  private static final String DECLARATIONS = "org.mosingest.core.options";

  /** The rooms of the daemon that talk to whoever started this process, by its options. */
  private static final Set<String> TALK_TO_THE_STARTER =
      Set.of("org.mosingest.daemon.doctor", "org.mosingest.daemon.http");

  /** The corpora's declarations, whose hints are told wherever a corpus is read. */
  private static final Path CORPORA =
      Path.of("../ingest-core/src/main/resources/org/mosingest/core/profile");

  /** They start other programs, whose options are literals of their own. */
  private static final Set<String> START_PROGRAMS =
      Set.of("CurlFetch", "PageResolver", "WorkerCommand");

  private static final Pattern OPTION_IN_TEXT = Pattern.compile("--[a-z]");
  private static final Pattern OPTION_ALONE = Pattern.compile("\"--[a-z][a-z-]*(=\\S*)?\"");

  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\])+'"
              + "|(?<text>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\")");

  @Test
  void whatAnyEngineSaysNamesNoOptionOfTheCommandLine() throws IOException {
    List<String> found = new ArrayList<>();
    int literals = 0;
    int declared = 0;
    for (SourceFile source : House.SOURCES) {
      if (!isAskedForByAnyEngine(source)) {
        continue;
      }
      List<String> texts = literals(Files.readString(source.path()));
      literals += texts.size();
      for (String text : texts) {
        boolean named = namesOption(text, START_PROGRAMS.contains(source.simpleName()));
        if (named && source.packageName().equals(DECLARATIONS)) {
          declared++;
        } else if (named) {
          found.add(source.simpleName() + ": " + text);
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(literals).isGreaterThan(1000);
    assertThat(declared).as("found where options may be named").isPositive();
  }

  private static boolean isAskedForByAnyEngine(SourceFile source) {
    return source.name().startsWith("org.mosingest.core.")
        || source.name().startsWith("org.mosingest.transfer.")
        || (source.name().startsWith("org.mosingest.daemon.")
            && TALK_TO_THE_STARTER.stream().noneMatch(source.packageName()::startsWith));
  }

  @Test
  void theCorporaNameNoOptionOfTheCommandLine() throws IOException {
    List<Path> declarations;
    try (Stream<Path> files = Files.list(CORPORA)) {
      declarations = files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(declarations)
        .hasSizeGreaterThan(5)
        .allSatisfy(file -> assertThat(file).content(UTF_8).doesNotContainPattern(OPTION_IN_TEXT));
  }

  private static boolean namesOption(String text, boolean startsPrograms) {
    return OPTION_IN_TEXT.matcher(text).find()
        && !(startsPrograms && OPTION_ALONE.matcher(text).matches());
  }

  /** The string literals of a source, with their quotes; none of its comments. */
  private static List<String> literals(String source) {
    List<String> literals = new ArrayList<>();
    Matcher token = TOKEN.matcher(source);
    while (token.find()) {
      if (token.group("text") != null) {
        literals.add(token.group("text"));
      }
    }
    return literals;
  }

  @Test
  void theyAreFoundInLiteralsOnly() {
    String source =
        """
        // "in a --comment"
        /** "and --another" */
        char quote = '"';
        String a = "it's \\"quoted\\", see --curl-bin", b = "--curl-bin";
        String url = "http://host/"; // "--not"
        """;
    assertThat(literals(source))
        .containsExactly(
            "\"it's \\\"quoted\\\", see --curl-bin\"", "\"--curl-bin\"", "\"http://host/\"");
    assertThat(literals(source)).filteredOn(text -> namesOption(text, false)).hasSize(2);
    assertThat(literals(source)).filteredOn(text -> namesOption(text, true)).hasSize(1);
  }
}
