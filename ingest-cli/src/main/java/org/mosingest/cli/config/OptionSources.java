package org.mosingest.cli.config;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.help.NearMiss;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionScope;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where an option's value comes from that the command line does not give: {@code INGEST_<OPTION>},
 * else the configuration file, else what the command itself has. Not thread-safe.
 */
public final class OptionSources implements IDefaultValueProvider {

  private final Map<String, String> environment;
  private final Supplier<Set<String>> known;
  private boolean looked;
  private Optional<ConfigurationFile> file = Optional.empty();

  /**
   * The sources of a process.
   *
   * @param environment its variables
   * @param known the options that a file may set, of all commands, as {@code --NAME}; asked for
   *     where there is a file
   */
  public OptionSources(Map<String, String> environment, Supplier<Set<String>> known) {
    this.environment = Map.copyOf(environment);
    this.known = known;
  }

  /** The long names of a command's options, and of its subcommands'. */
  public static Set<String> settable(CommandLine line) {
    Set<String> names = new TreeSet<>();
    line.getCommandSpec().options().forEach(option -> names.addAll(names(option)));
    line.getSubcommands().values().forEach(command -> names.addAll(settable(command)));
    return names;
  }

  /**
   * Makes flags and repeatable options ready for values from here: a flag given on the command line
   * is on whatever its default, and of a repeatable option each line is a value.
   */
  public static void prepare(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      boolean free = option.group() == null && !names(option).isEmpty();
      boolean flag = free && option.arity().max() == 0;
      boolean unsplit = free && option.isMultiValue() && option.splitRegex().isEmpty();
      if (flag) {
        spec.remove(option).addOption(OptionSpec.builder(option).fallbackValue("true").build());
      } else if (unsplit) {
        spec.remove(option)
            .addOption(
                OptionSpec.builder(option)
                    .splitRegex("\n")
                    .hideParamSyntax(true)
                    .paramLabel(option.paramLabel() + (option.arity().max() > 1 ? "..." : ""))
                    .build());
      }
    }
    line.getSubcommands().values().forEach(OptionSources::prepare);
  }

  /**
   * A value's text; lines for an option that may be repeated.
   *
   * @throws ParameterException if the file cannot be read, is none, or sets what no command knows;
   *     or if the value cannot be taken
   */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    GivenValue given = find(option).orElse(null);
    if (given == null) {
      return null;
    }
    if (option.userObject() instanceof Option<?> declared) {
      try {
        declared.type().ofText(given.text());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            option.command().commandLine(),
            given.from() + ": " + declared.flag() + ": " + e.getMessage(),
            e);
      }
    }
    return given.text();
  }

  /**
   * The value that an option has from here.
   *
   * @throws ParameterException if the file cannot be read, is none, or sets what no command knows
   */
  Optional<GivenValue> find(OptionSpec option) {
    for (String name : names(option)) {
      String variable = Option.variable(name.substring(2));
      String given = environment.get(variable);
      if (given != null) {
        return Optional.of(new GivenValue(given, "$" + variable));
      }
    }
    if (option.userObject() instanceof Option<?> declared) {
      String variable = declared.fallback().variable().orElse("");
      String given = environment.get(variable);
      if (given != null) {
        return Optional.of(new GivenValue(given, "$" + variable));
      }
    }
    Optional<ConfigurationFile> found = file(option.command());
    for (String name : names(option)) {
      ConfigurationFile.Entry entry =
          found.map(some -> some.entries().get(name.substring(2))).orElse(null);
      if (entry != null) {
        return Optional.of(
            new GivenValue(
                String.join("\n", entry.values()),
                found.orElseThrow().path() + ":" + entry.line()));
      }
    }
    return Optional.empty();
  }

  /**
   * The names by which an option can be set from here; none of one that only asks for help, or that
   * changes a service which runs.
   */
  static List<String> names(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || isChange(option)
        ? List.of()
        : List.of(option.names()).stream().filter(name -> name.startsWith("--")).toList();
  }

  private static boolean isChange(OptionSpec option) {
    return option.userObject() instanceof Option<?> declared
        && declared.scope() == OptionScope.CHANGE;
  }

  private Optional<ConfigurationFile> file(CommandSpec asking) {
    if (!looked) {
      try {
        Optional<ConfigurationFile> read = ConfigurationFile.find(environment);
        if (read.isPresent()) {
          requireKnown(read.get());
        }
        file = read;
      } catch (IOException e) {
        throw new ParameterException(asking.commandLine(), String.valueOf(e.getMessage()), e);
      }
      looked = true;
    }
    return file;
  }

  private void requireKnown(ConfigurationFile read) throws IOException {
    Set<String> names = known.get();
    for (Map.Entry<String, ConfigurationFile.Entry> entry : read.entries().entrySet()) {
      String name = "--" + entry.getKey();
      if (!names.contains(name)) {
        throw new IOException(
            read.path()
                + ":"
                + entry.getValue().line()
                + ": no command has an option "
                + name
                + nearest(name, names));
      }
    }
  }

  private static String nearest(String name, Set<String> names) {
    return NearMiss.nearest(name, names)
        .map(other -> "; did you mean " + other.substring(2) + "?")
        .orElse("");
  }
}
