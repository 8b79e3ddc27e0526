package org.mosingest.cli.client;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.SettingOption;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/**
 * A daemon names what is set by the API's keys, {@code min_rows}; whoever gives commands knows
 * options, {@code --min-rows}. Stateless.
 */
public final class KeysAsOptions {

  private static final Map<String, String> FLAGS = flags();

  private static final String KEY =
      "(?:"
          + FLAGS.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(Pattern::quote)
              .collect(Collectors.joining("|"))
          + ")";

  /**
   * Many keys are words, too: {@code output} is a key where something is wrong with it or where
   * keys are listed.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?<=^|; )KEY(?=: | is outside ))|(?:(?<=\\()KEY(?:, KEY)*(?=\\)))|(?:(?<=options are )KEY(?:, KEY)*)"
              .replace("KEY", KEY));

  /** A key with an underscore is nothing else, if it is no part of a path or of a quoted text. */
  private static final Pattern WITH_UNDERSCORE =
      Pattern.compile("(?<![\\w/.\\\\\"'-])(?=[a-z0-9]+_)" + KEY + "(?![\\w/\\\\\"'-]|\\.\\w)");

  private static final Pattern ONE = Pattern.compile(KEY);

  private KeysAsOptions() {}

  /** What a daemon says in words of its own, printable, with options in place of the keys. */
  public static String said(JsonNode words) {
    String listed =
        NAMED
            .matcher(Text.printable(words.asString("")))
            .replaceAll(found -> ONE.matcher(found.group()).replaceAll(KeysAsOptions::flag));
    return WITH_UNDERSCORE.matcher(listed).replaceAll(KeysAsOptions::flag);
  }

  private static String flag(MatchResult key) {
    return FLAGS.getOrDefault(key.group(), key.group());
  }

  private static Map<String, String> flags() {
    Map<String, String> flags = new TreeMap<>();
    Stream.of(CorpusOption.ALL, LimitOption.ALL)
        .flatMap(List::stream)
        .forEach(option -> add(option, flags));
    return flags;
  }

  private static void add(Option<?> option, Map<String, String> flags) {
    flags.put(option.jsonKey(), "--" + SettingOption.toldName(option));
    option.aliases().forEach(alias -> flags.put(Option.key(alias), "--" + alias));
  }
}
