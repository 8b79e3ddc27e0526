package org.mosingest.daemon.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.OptionsJson;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.options.Wording;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's options as JSON: what a submission says, and what a service keeps. An option {@code
 * --min-rows} is the key {@code min_rows}; what is not given has the default of the command line,
 * but that a service waits for a network without end.
 */
public final class RunOptionsJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Beside the declared start options. */
  private static final String LOG_LEVEL = "log_level";

  private RunOptionsJson() {}

  /**
   * Reads a submission. Relative paths stay relative.
   *
   * @param json UTF-8
   * @throws BadOptionsException if it is no JSON object, or anything in it is unknown, of the wrong
   *     type or out of range
   */
  public static RunOptions read(byte[] json) throws BadOptionsException {
    ObjectNode object;
    try {
      object = OptionsJson.object(json, "a submission must be a JSON object");
    } catch (IllegalArgumentException e) {
      throw new BadOptionsException(List.of(Wording.of(String.valueOf(e.getMessage()))));
    }
    dropNameOfDeclared(object);
    List<Wording> problems = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    // A service outlives its network's failures, unless it is told when to give up.
    OptionValues given = OptionValues.NONE.with(CorpusOption.OFFLINE_WAIT, RunOptions.FOR_EVER);
    for (Option<?> option : CorpusOption.ALL) {
      List<String> names = names(option);
      known.addAll(names);
      given = OptionsJson.with(option, given(names, object, problems), given, problems);
    }
    object.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(key -> problems.add(refusal(key, known)));
    return built(given, problems);
  }

  /** A declared corpus may be named beside its declaration, and in what is stored it is. */
  private static void dropNameOfDeclared(ObjectNode object) {
    JsonNode declaration = object.path(CorpusOption.CORPUS_FILE.jsonKey());
    String named = object.path(CorpusOption.CORPUS.jsonKey()).asString("");
    try {
      if (declaration.isString()
          && CorpusOption.CORPUS_FILE
              .type()
              .ofJson(declaration)
              .filter(declared -> declared.id().equals(named))
              .isPresent()) {
        object.remove(CorpusOption.CORPUS.jsonKey());
      }
    } catch (IllegalArgumentException e) {
      // Said with everything else that is wrong.
    }
  }

  private static List<String> names(Option<?> option) {
    return Stream.concat(Stream.of(option.jsonKey()), option.aliases().stream().map(Option::key))
        .toList();
  }

  /** The one of an option's names that is given; a null counts as not given. */
  private static Optional<Map.Entry<String, JsonNode>> given(
      List<String> names, JsonNode object, List<Wording> problems) {
    List<String> given = names.stream().filter(object::hasNonNull).toList();
    for (String more : given.stream().skip(1).toList()) {
      problems.add(
          Wording.ofKey(more, ": it is another name of ")
              .and(Wording.ofKey(given.getFirst(), "; give one of them")));
    }
    return given.stream().findFirst().map(name -> Map.entry(name, object.get(name)));
  }

  /**
   * Reads what {@link #write} wrote, by an older version too: its patterns could hold what these
   * cannot, and such a one, which has done its work when a run begins, is left out.
   *
   * @throws BadOptionsException as {@link #read} does, for anything else
   */
  public static RunOptions readStored(byte[] json) throws BadOptionsException {
    try {
      return read(json);
    } catch (BadOptionsException e) {
      if (JSON.readTree(json) instanceof ObjectNode object && object.has("retry_failed")) {
        object.remove("retry_failed");
        return read(JSON.writeValueAsBytes(object));
      }
      throw e;
    }
  }

  private static RunOptions built(OptionValues given, List<Wording> problems)
      throws BadOptionsException {
    try {
      RunOptions options = RunOptions.of(given);
      if (problems.isEmpty()) {
        return options;
      }
    } catch (IllegalArgumentException e) {
      problems.add(Wording.of(String.valueOf(e.getMessage())));
    }
    throw new BadOptionsException(problems);
  }

  private static Wording refusal(String key, Set<String> known) {
    boolean servicesOwn =
        LOG_LEVEL.equals(key)
            || StartOption.ALL.stream().anyMatch(option -> names(option).contains(key));
    return servicesOwn
        ? Wording.of(
            key
                + ": not part of a submission; it is a start option of the daemon, --"
                + key.replace('_', '-'))
        : Wording.of(Text.printable(key) + ": no such option; the options are ")
            .and(Wording.ofKeys(known));
  }

  /** All options, defaults filled in, so that {@link #read} gives the same again. */
  public static ObjectNode write(RunOptions options) {
    OptionValues values =
        options.offlineWait().equals(RunOptions.FOR_EVER)
            ? options.values().without(CorpusOption.OFFLINE_WAIT)
            : options.values();
    Map<String, Object> plain = values.plain();
    ObjectNode json = JSON.createObjectNode();
    for (Option<?> option : CorpusOption.ALL) {
      if (plain.containsKey(option.jsonKey())) {
        json.set(option.jsonKey(), JSON.valueToTree(plain.get(option.jsonKey())));
      }
    }
    return json;
  }
}
