package org.mosingest.core.options;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An option, declared once: the command line, the JSON of a submission and its description, the
 * environment, the configuration file and the documentation follow from it.
 *
 * @param name the name, {@code min-rows}: {@code --min-rows} on a command line, {@code min_rows} as
 *     a key, {@code INGEST_MIN_ROWS} in the environment
 * @param aliases further names, understood wherever the name is; help tells of the first
 * @param type what values it takes
 * @param help what it does, a sentence or two without the last full stop and the default
 * @param group under which heading help lists it
 * @param scope where it belongs
 * @param fallback what holds where it is not given
 * @param secret what of its value must not be shown
 */
public record Option<T>(
    String name,
    List<String> aliases,
    OptionType<T> type,
    String help,
    OptionGroup group,
    OptionScope scope,
    OptionDefault<T> fallback,
    SecretPart secret) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public Option {
    aliases = List.copyOf(aliases);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of an option: " + name);
    }
  }

  private static <T> Option<T> plain(
      String name, OptionType<T> type, OptionGroup group, OptionScope scope, String help) {
    OptionDefault<T> none = new OptionDefault<>(Optional.empty(), "", Optional.empty());
    return new Option<>(name, List.of(), type, help, group, scope, none, SecretPart.LOGIN);
  }

  /** An option of one run, which a submission may carry. */
  static <T> Option<T> ofRun(String name, OptionType<T> type, OptionGroup group, String help) {
    return plain(name, type, group, OptionScope.RUN, help);
  }

  /** An option of the process that executes runs. */
  static <T> Option<T> ofStart(String name, OptionType<T> type, OptionGroup group, String help) {
    return plain(name, type, group, OptionScope.START, help);
  }

  /** An option by which a service is changed while it runs. */
  static <T> Option<T> ofChange(String name, OptionType<T> type, String help) {
    return plain(name, type, OptionGroup.DOWNLOADS, OptionScope.CHANGE, help);
  }

  /** The same with further names. */
  Option<T> alias(String... names) {
    return new Option<>(name, List.of(names), type, help, group, scope, fallback, secret);
  }

  /** The same with a value that holds where none is given. */
  Option<T> orElse(T value) {
    return with(
        new OptionDefault<>(
            Optional.of(value), String.valueOf(type.plain(value)), fallback.variable()));
  }

  /** The same, saying what holds where none is given, as a value or as words. */
  Option<T> otherwise(String words) {
    return with(new OptionDefault<>(fallback.value(), words, fallback.variable()));
  }

  /** The same, taken from an environment variable of other tools where it is not given. */
  Option<T> orVariable(String variable) {
    return with(new OptionDefault<>(fallback.value(), fallback.words(), Optional.of(variable)));
  }

  /** The same, of whose value another part must not be shown than a login. */
  Option<T> hiding(SecretPart part) {
    return new Option<>(name, aliases, type, help, group, scope, fallback, part);
  }

  private Option<T> with(OptionDefault<T> other) {
    return new Option<>(name, aliases, type, help, group, scope, other, secret);
  }

  /** The name as a command line has it, {@code --min-rows}. */
  public String flag() {
    return "--" + name;
  }

  /** The name as a key of JSON, {@code min_rows}. */
  public String jsonKey() {
    return type.jsonKey(key());
  }

  /** The name as a key of a configuration file, {@code min_rows}. */
  public String key() {
    return key(name);
  }

  /** The same of a name. */
  public static String key(String name) {
    return name.replace('-', '_');
  }

  /** The name as an environment variable, {@code INGEST_MIN_ROWS}. */
  public String variable() {
    return variable(name);
  }

  /** The same of a name. */
  public static String variable(String name) {
    return "INGEST_" + Ascii.toUpperCase(key(name));
  }

  /** What help says: what it does, and what holds where it is not given. */
  public String description() {
    return fallback.words().isEmpty() ? help + "." : help + " (default: " + fallback.words() + ").";
  }
}
