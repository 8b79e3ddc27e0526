package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a declaration may say, and that all that is wrong in it is said at once. */
final class DeclarationTest {

  @TempDir Path temporary = Path.of("");

  private static final String LEAST =
      """
      id: mine
      version: mine-1
      output: mine.jsonl
      scale: {lowest: 0, highest: 10}
      columns: {name: clip, mos: [score]}
      layouts:
        - tables:
            - file: scores.csv
      """;

  @Test
  void theLeastThatIsOne() throws Exception {
    Corpus corpus = KnownCorpora.declared(LEAST, "mine.yaml");
    assertThat(corpus.id()).isEqualTo("mine");
    assertThat(corpus.minRows()).isZero();
    assertThat(corpus.scales().name()).isEqualTo("0-10");
    assertThat(corpus.naming().suffixes()).containsExactly(".mp4");
    assertThat(corpus.declaration().builtIn()).isFalse();
    assertThat(corpus).isEqualTo(KnownCorpora.declared(LEAST, "other name"));
  }

  @Test
  void everyBuiltInOneReadAgainIsTheSameButForThat() throws Exception {
    for (Corpus corpus : KnownCorpora.all()) {
      Corpus again = KnownCorpora.declared(corpus.declaration().text(), "again");
      assertThat(again.tables()).isEqualTo(corpus.tables());
      assertThat(again.naming()).isEqualTo(corpus.naming());
      assertThat(again.guard()).isEqualTo(corpus.guard());
    }
  }

  @Test
  void whateverAFileIsItIsReadOnlySoFar() throws Exception {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> KnownCorpora.declared(Path.of("/dev/zero")))
        .withMessage("it has more than 65536 bytes");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> KnownCorpora.declared(temporary));
    Path file = temporary.resolve("mine.yaml");
    Files.writeString(file, "\uFEFF" + LEAST.replace("\n", "\r\n"));
    assertThat(KnownCorpora.declared(file).id()).isEqualTo("mine");
    Files.write(file, LEAST.replace("score", "caf\u00e9").getBytes(ISO_8859_1));
    assertThatExceptionOfType(BadDeclarationException.class)
        .isThrownBy(() -> KnownCorpora.declared(file))
        .withMessageContaining("1: the file is not UTF-8");
  }

  /** One that grows when it is followed is not followed; one that is deep is not gone down. */
  @Test
  void textsThatBlowUpAreRefusedByTheirLine() {
    String aliases =
        "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\n" + LEAST + "c: *b\n";
    assertThatExceptionOfType(BadDeclarationException.class)
        .isThrownBy(() -> KnownCorpora.declared(aliases, "f"))
        .satisfies(e -> assertThat(e.problems().getFirst()).startsWith("2: aliases are not"));
    for (String text :
        List.of(
            "[".repeat(60_000),
            "a: ".repeat(20_000),
            "- ".repeat(30_000),
            "{".repeat(60_000),
            "? ".repeat(30_000),
            "id: !!javax.script.ScriptEngineManager [x]\n\0",
            "id: \"" + "\\x41".repeat(15_000),
            "\u0007",
            "%YAML 9.9\n---\n")) {
      assertThatExceptionOfType(BadDeclarationException.class)
          .as(text.substring(0, Math.min(20, text.length())))
          .isThrownBy(() -> KnownCorpora.declared(text, "f"));
    }
  }

  @Test
  void everythingWrongIsSaidAtOnceWithItsLine() {
    String text =
        """
        id: Not An Id
        output: ../x.jsonl
        scale: {lowest: 5, highest: 1}
        guard: {floor: -3, ceiling: many}
        names: {source: '(', sufixes: [.mp4]}
        columns: {name: [a], mos: []}
        extras:
          - {key: mos, columns: [x]}
          - {key: fine, type: date, columns: [x]}
        layouts:
          - folders: [../elsewhere]
            tables:
              - file: /etc/passwd
                clips: /root
        """;
    assertThatExceptionOfType(BadDeclarationException.class)
        .isThrownBy(() -> KnownCorpora.declared(text, "f.yaml"))
        .satisfies(
            e -> {
              assertThat(lines(e)).containsExactly(1, 1, 2, 3, 4, 4, 5, 5, 6, 8, 9, 11, 13, 13, 14);
              assertThat(e.problems())
                  .anyMatch(p -> p.startsWith("1: version: it is missing"))
                  .anyMatch(p -> p.contains("names.sufixes: no such key; the keys are"))
                  .anyMatch(p -> p.contains("extras.key: rows have that key already"));
              assertThat(e.getMessage())
                  .startsWith("15 problems")
                  .contains("\n  f.yaml:3: scale.highest");
            });
  }

  private static List<Integer> lines(BadDeclarationException e) {
    return e.problems().stream()
        .map(problem -> Integer.valueOf(problem.substring(0, problem.indexOf(':'))))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- a\n",
        "a: [\n",
        "text",
        "id: a\nid: b\n",
        "---\nid: a\n---\nid: b\n",
        "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}}}}}}}}}}",
        "id: &a [*a]\n"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(BadDeclarationException.class)
        .isThrownBy(() -> KnownCorpora.declared(text, "f.yaml"));
  }

  @Test
  void aHugeOneIsRefusedUnread() {
    assertThatExceptionOfType(BadDeclarationException.class)
        .isThrownBy(() -> KnownCorpora.declared("#".repeat(70_000), "f.yaml"))
        .withMessageContaining("at most");
  }
}
