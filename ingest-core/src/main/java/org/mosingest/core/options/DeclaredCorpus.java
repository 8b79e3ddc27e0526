package org.mosingest.core.options;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.profile.BadDeclarationException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/**
 * A corpus by its declaration: on a command line the file that holds it, in JSON its text, since a
 * service may run where the file is not, and must not need it again.
 */
record DeclaredCorpus() implements OptionType<Corpus> {

  @Override
  public String label() {
    return "FILE";
  }

  @Override
  public String jsonKey(String key) {
    return "corpus_declaration";
  }

  @Override
  public Corpus ofText(String text) {
    try {
      return KnownCorpora.declared(Path.of(text));
    } catch (BadDeclarationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read '" + Text.printable(text) + "': " + FaultWords.of(e), e);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + Text.printable(text) + "' is no path", e);
    }
  }

  @Override
  public Optional<Corpus> ofJson(JsonNode json) {
    try {
      return Optional.of(KnownCorpora.declared(Misfit.string(json), "the text"));
    } catch (BadDeclarationException e) {
      throw new IllegalArgumentException(
          e.problems().stream().map(problem -> "line " + problem).collect(Collectors.joining("; ")),
          e);
    }
  }

  @Override
  public Object plain(Corpus value) {
    return value.declaration().text();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string");
  }
}
