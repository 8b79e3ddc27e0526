package org.mosingest.cli.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.SettingOption;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.JsonNode;

/**
 * A daemon names what is set by the API's keys, {@code min_rows}, and says where; whoever gives
 * commands knows options, {@code --min-rows}. Stateless.
 */
public final class KeysAsOptions {

  private static final Map<String, String> FLAGS = flags();

  private KeysAsOptions() {}

  /**
   * What a daemon says in words of its own, printable, with options in place of the keys. One that
   * does not say where keys are is quoted as it is.
   *
   * @param member the name of the text in its document
   */
  public static String said(JsonNode document, String member) {
    return Text.printable(
        WordingJson.read(document, member).text(key -> FLAGS.getOrDefault(key, key)));
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
