package org.mosingest.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.SecretPart;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option as commands have it where their command line does not give it.
 *
 * @param option its name, {@code min-rows}
 * @param value the value, or words for it, secrets masked; empty if there is none
 * @param from where it comes from: {@code default}, {@code $INGEST_MIN_ROWS}, or a file and its
 *     line
 * @param commands which commands have it so, in the order in which help lists them
 */
public record OptionInForce(String option, String value, String from, List<String> commands) {

  private static final String DEFAULT = "default";

  public OptionInForce {
    commands = List.copyOf(commands);
  }

  /**
   * The options of all commands, by name.
   *
   * @param line all commands, which get their options from an {@link OptionSources}
   * @throws CommandLine.ParameterException if the configuration file cannot be used
   */
  public static List<OptionInForce> of(CommandLine line) {
    if (!(line.getDefaultValueProvider() instanceof OptionSources sources)) {
      throw new IllegalArgumentException("commands whose options come from nowhere");
    }
    Map<String, Map<OptionInForce, List<String>>> byName = new TreeMap<>();
    line.getSubcommands()
        .forEach(
            (command, its) -> {
              for (OptionSpec option : its.getCommandSpec().options()) {
                // Aliases of a declared option are specs of their own.
                if (!OptionSources.names(option).isEmpty() && !option.hidden()) {
                  OptionInForce one = of(option, sources);
                  byName
                      .computeIfAbsent(one.option(), _ -> new LinkedHashMap<>())
                      .computeIfAbsent(one, _ -> new ArrayList<>())
                      .add(command);
                }
              }
            });
    List<OptionInForce> all = new ArrayList<>();
    byName
        .values()
        .forEach(
            ways ->
                ways.forEach(
                    (one, commands) ->
                        all.add(
                            new OptionInForce(one.option(), one.value(), one.from(), commands))));
    return all;
  }

  private static OptionInForce of(OptionSpec option, OptionSources sources) {
    String name = OptionSources.names(option).getFirst().substring(2);
    return sources
        .find(option)
        .map(given -> new OptionInForce(name, shown(option, given.text()), given.from(), List.of()))
        .orElseGet(() -> new OptionInForce(name, usual(option), DEFAULT, List.of()));
  }

  private static String shown(OptionSpec option, String text) {
    return text.lines().map(secret(option)::masked).collect(Collectors.joining(", "));
  }

  private static SecretPart secret(OptionSpec option) {
    return option.userObject() instanceof Option<?> declared ? declared.secret() : SecretPart.LOGIN;
  }

  private static String usual(OptionSpec option) {
    if (option.userObject() instanceof Option<?> declared) {
      return declared.fallback().words();
    }
    String given = option.defaultValue();
    return given != null ? given : option.arity().max() == 0 ? "false" : "";
  }
}
