package org.mosingest.cli.help;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionGroup;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How {@code --help} is laid out: options under headings, the command's own first, and a synopsis
 * that stays short where there are many.
 */
public final class HelpPage {

  /** The heading of options that have no other. */
  private static final String OWN = "Options";

  private static final int MOST_IN_SYNOPSIS = 8;
  private static final int NARROWEST = 55;

  private HelpPage() {}

  /** Lays out the help of a command and of its subcommands. */
  public static void layOut(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    line.setHelpFactory(WholeWords::new);
    line.getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help -> WholeWords.split(HelpPage.options(help)));
    line.getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            help -> WholeWords.split(help.parameterList()));
    long shown = line.getCommandSpec().options().stream().filter(spec -> !spec.hidden()).count();
    usage.abbreviateSynopsis(shown > MOST_IN_SYNOPSIS);
    line.getSubcommands().values().forEach(HelpPage::layOut);
  }

  /**
   * Makes help as wide as what it is read on.
   *
   * @param columns its width
   */
  public static void fit(CommandLine line, int columns) {
    line.setUsageHelpWidth(Math.max(NARROWEST, columns));
  }

  /** Whether these arguments ask for help, so that its width matters. */
  public static boolean isAskedFor(String... arguments) {
    return arguments.length > 0
        && (arguments[0].equals("help")
            || List.of(arguments).contains("--help")
            || List.of(arguments).contains("-h"));
  }

  private static String options(Help help) {
    CommandSpec spec = help.commandSpec();
    List<OptionSpec> shown = spec.options().stream().filter(option -> !option.hidden()).toList();
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    groups.put(OWN, new ArrayList<>());
    for (OptionGroup group : OptionGroup.values()) {
      groups.put(group.heading(), new ArrayList<>());
    }
    for (OptionSpec option : shown) {
      groups.computeIfAbsent(heading(option), _ -> new ArrayList<>()).add(option);
    }
    groups.get(OWN).sort(Comparator.comparing(HelpPage::isAboutItself));
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          if (!options.isEmpty()) {
            Help.Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(System.lineSeparator())
                .append(heading)
                .append(':')
                .append(System.lineSeparator())
                .append(layout);
          }
        });
    return text.toString();
  }

  /** Help and version come last. */
  private static boolean isAboutItself(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private static String heading(OptionSpec option) {
    return switch (option.userObject()) {
      case Option<?> declared -> declared.group().heading();
      case Field field when field.getDeclaringClass().isAnnotationPresent(HelpHeading.class) ->
          field.getDeclaringClass().getAnnotation(HelpHeading.class).value();
      case null, default -> OWN;
    };
  }
}
