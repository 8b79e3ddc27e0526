package org.mosingest.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.cli.config.OptionSources;
import org.mosingest.cli.help.HelpPage;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.process.BadUsage;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.process.Version;
import org.mosingest.cli.view.OutputStyle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Where the program starts. */
public final class Main {

  /** First arguments that ask of no command in particular. */
  private static final Set<String> LISTING = Set.of("--help", "-h", "--version", "-V");

  /** The commands that ask a service. */
  static final Set<String> ASKING =
      Set.of(
          "submit", "runs", "status", "inspect", "pause", "resume", "cancel", "retry", "delete",
          "limit");

  /**
   * Seconds for which the virtual machine keeps what a name led to; 30 unless told, in which a
   * server that has moved is not found. java.security and the command line have precedence.
   */
  private static final String NAMES_KEPT = "sun.net.inetaddr.ttl";

  /**
   * How many virtual threads are carried at a time; as many as there are cores unless told. One
   * that computes is not interrupted for another: so many large manifests that are submitted, or
   * clips that are hashed, would have all other requests wait for their end.
   */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private static final int LEAST_CARRIERS = 8;

  private Main() {}

  /**
   * Runs a command and exits with its status.
   *
   * @param args the command's name and its options
   */
  public static void main(String[] args) {
    // The one place: figures and dates are for programs, too, and the same wherever they are made.
    Locale.setDefault(Locale.ROOT);
    if (System.getProperty(NAMES_KEPT) == null) {
      System.setProperty(NAMES_KEPT, "2");
    }
    if (System.getProperty(CARRIERS) == null) {
      int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
      System.setProperty(CARRIERS, Integer.toString(carriers));
    }
    prepareFor(args);
    CommandLine line = commandLine(args);
    if (HelpPage.isAskedFor(args)) {
      HelpPage.fit(line, OutputStyle.of(Terminal.isStdout(), System.getenv()).columns());
    }
    end(line, line.execute(args));
  }

  /** Has another core load what asking takes, while this one reads what is to be asked. */
  static void prepareFor(String... args) {
    if (args.length > 0 && ASKING.contains(args[0]) && !HelpPage.isAskedFor(args)) {
      Thread.ofPlatform().daemon().name("prepare").start(DaemonClient::prepare);
    }
  }

  /**
   * Ends the process. Java's exit first looks in every jar for a log that is to hear of it, which
   * takes longer than a command that only shows or asks something: of such a command nothing is
   * left to wind up, and it ends at once.
   */
  private static void end(CommandLine line, int status) {
    if (isOver(line)) {
      Runtime.getRuntime().halt(status);
    }
    System.exit(status);
  }

  /** Whether the command that was executed has only shown something, or asked a service. */
  private static boolean isOver(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    if (parsed == null) {
      return false;
    }
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed.isUsageHelpRequested()
        || parsed.isVersionHelpRequested()
        || parsed.commandSpec().mixins().values().stream()
            .anyMatch(mixin -> mixin.userObject() instanceof ClientOptions);
  }

  /** All commands, ready to execute; whatever they throw ends as a message and an exit status. */
  static CommandLine commandLine() {
    return prepared(new CommandLine(new IngestCommand()));
  }

  /**
   * The same for these arguments, no more of it than they need, since to look at all of every
   * command takes longer than most commands: where they begin with a command, that one alone; where
   * they ask what there is, each command's first words.
   */
  static CommandLine commandLine(String... args) {
    if (args.length == 0 || (args.length == 1 && LISTING.contains(args[0]))) {
      return prepared(listing());
    }
    return commands()
        .filter(command -> !seesOthers(command) && facts(command).name().equals(args[0]))
        .findAny()
        .map(command -> prepared(new CommandLine(new IngestRoot()).addSubcommand(command)))
        .orElseGet(Main::commandLine);
  }

  private static CommandLine listing() {
    CommandLine line = new CommandLine(new IngestRoot());
    // Those without options need none of what holds for all commands.
    line.getCommandSpec().scopeType(ScopeType.LOCAL);
    commands()
        .map(Main::facts)
        .forEach(
            facts -> {
              CommandSpec spec = CommandSpec.create();
              spec.usageMessage().description(facts.description());
              line.addSubcommand(facts.name(), spec);
            });
    return line;
  }

  private static Stream<Class<?>> commands() {
    return Arrays.stream(facts(IngestCommand.class).subcommands());
  }

  private static Command facts(Class<?> command) {
    return command.getAnnotation(Command.class);
  }

  /** Those that tell of the others. */
  private static boolean seesOthers(Class<?> command) {
    return command == ConfigCommand.class
        || command == CompletionCommand.class
        || command == HelpCommand.class;
  }

  /** Of all commands, whichever is asked for: one file serves them all. */
  private static Set<String> settable() {
    CommandLine all = new CommandLine(new IngestCommand());
    DeclaredOptions.addTo(all);
    return OptionSources.settable(all);
  }

  private static CommandLine prepared(CommandLine line) {
    tellVersion(line);
    DeclaredOptions.addTo(line);
    OptionSources.prepare(line);
    // @FILE is a value of --header, never a file of arguments.
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(true);
    line.setAbbreviatedOptionsAllowed(true);
    line.setDefaultValueProvider(new OptionSources(System.getenv(), Main::settable));
    line.setExecutionExceptionHandler(new FaultHandler());
    line.registerConverter(int.class, Main::wholeNumber);
    line.registerConverter(long.class, Main::wholeLong);
    HelpPage.layOut(line);
    line.setParameterExceptionHandler(new BadUsage());
    return line;
  }

  /** Every command tells the version, and it is looked up when one is asked for it. */
  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::tellVersion);
  }

  private static Integer wholeNumber(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number in range");
    }
  }

  private static Long wholeLong(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number in range");
    }
  }
}
