package org.mosingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a daemon says, by the names of options. */
final class KeysAsOptionsTest {

  private static final Wording REFUSED =
      Wording.ofKey("konvid_dir", ": min_rows and output are its last folders (")
          .and(Wording.ofKeys(List.of("output", "min_rows", "votes", "what_is_new")))
          .and(")");

  @Test
  void anOptionStandsWhereTheDaemonNamesItsKeyAndNowhereElse() {
    assertThat(KeysAsOptions.said(document(REFUSED), "hint"))
        .isEqualTo(
            "--corpus-dir: min_rows and output are its last folders"
                + " (--output, --min-rows, --votes, what_is_new)");
  }

  @Test
  void whatADaemonSaysWithoutThePartsIsShownAsItIs() {
    assertThat(said("{'hint': 'output: no such folder (corpus, min_rows)'}"))
        .isEqualTo("output: no such folder (corpus, min_rows)");
    assertThat(said("{}")).isEmpty();
    assertThat(said("{'hint': 7}")).isEqualTo("7");
  }

  @Test
  void partsThatAreNoneAreNotShown() {
    for (String parts :
        List.of("7", "'x'", "null", "[]", "['x']", "[{}]", "[['x']]", "[{'option': 1}]")) {
      assertThat(said("{'hint': 'as it is', 'hint_parts': " + parts + "}"))
          .as(parts)
          .isEqualTo("as it is");
    }
  }

  @Test
  void nothingOfItMovesTheCursor() {
    assertThat(said("{'hint': '', 'hint_parts': ['a\\u001b[2J', {'option': 'x\\u0007'}]}"))
        .isEqualTo("a\\u001b[2Jx\\u0007");
  }

  private static ObjectNode document(Wording hint) {
    ObjectNode document = JsonMapper.shared().createObjectNode().put("hint", hint.text());
    document.set("hint_parts", WordingJson.parts(hint));
    return document;
  }

  private static String said(String json) {
    JsonNode document = JsonMapper.shared().readTree(json.replace('\'', '"'));
    return KeysAsOptions.said(document, "hint");
  }
}
