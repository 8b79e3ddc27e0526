package org.mosingest.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the output came about, as the replay manifest tells.
 *
 * @param facts what it says, by its path in the document
 */
record Provenance(List<Fact> facts) {

  Provenance {
    facts = List.copyOf(facts);
  }

  /** One value of the document. */
  record Fact(String name, String value) {}

  /**
   * Reads a replay manifest; no facts where there is none, or none that can be understood.
   *
   * @throws IOException if it is there and cannot be read
   */
  static Provenance read(Path replay) throws IOException {
    List<Fact> facts = new ArrayList<>();
    if (Files.isRegularFile(replay)) {
      try {
        JsonNode document = JsonMapper.shared().readTree(Files.readAllBytes(replay));
        put("", document.path("config"), facts);
        put("", document.path("run_provenance"), facts);
      } catch (JacksonException e) {
        facts.clear();
      }
    }
    return new Provenance(facts);
  }

  private static void put(String name, JsonNode node, List<Fact> facts) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        put(
            (name.isEmpty() ? "" : name + ".") + Text.printable(entry.getKey()),
            entry.getValue(),
            facts);
      }
    } else if (node.isArray()) {
      List<String> words = new ArrayList<>();
      node.forEach(word -> words.add(word.isString() ? word.asString() : word.toString()));
      facts.add(new Fact(name, Text.printable(String.join(" ", words))));
    } else if (!node.isNull() && !node.isMissingNode()) {
      facts.add(
          new Fact(name, Text.printable(node.isString() ? node.asString() : node.toString())));
    }
  }

  Section section() {
    List<Figure.Row> rows =
        facts.stream().map(fact -> Figure.Row.of(fact.name(), fact.value())).toList();
    return new Section(
        "provenance",
        "How the output was made",
        List.of(
            rows.isEmpty()
                ? "No run has finished yet, so there is no replay manifest."
                : "From the replay manifest of the last finished run."),
        List.of(
            new Figure(
                "facts",
                "Settings, versions and hashes",
                Optional.empty(),
                List.of("what", "value"),
                rows)));
  }
}
