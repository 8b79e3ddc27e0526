package org.mosingest.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a declaration may say, and that all that is wrong in it is said at once. */
final class DeclarationTest {

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
                  .anyMatch(p -> p.contains("names.sufixes: no such key; there are"))
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
