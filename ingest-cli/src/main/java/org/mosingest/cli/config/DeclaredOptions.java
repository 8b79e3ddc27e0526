package org.mosingest.cli.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionType;
import org.mosingest.core.options.OptionValues;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Options of a command that are declared in {@code core.options}: a mixin, whose options {@link
 * #addTo} puts onto the command line. Not thread-safe.
 */
@Command
public abstract class DeclaredOptions {

  private final List<Option<?>> declared;
  private final Set<Option<?>> shown;
  private OptionValues values = OptionValues.NONE;

  /** A mixin of these options. */
  protected DeclaredOptions(List<Option<?>> declared) {
    this(declared, declared);
  }

  /**
   * A mixin of these options.
   *
   * @param shown those that help tells of; the others are understood, and do nothing
   */
  protected DeclaredOptions(List<Option<?>> declared, Collection<Option<?>> shown) {
    this.declared = declared;
    this.shown = Set.copyOf(shown);
  }

  /** What was given on the command line, in the environment or in the configuration file. */
  protected final OptionValues values() {
    return values;
  }

  /** Gives every command the declared options of its mixins. */
  public static void addTo(CommandLine commands) {
    for (CommandLine command : commands.getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      for (CommandSpec mixin : List.copyOf(spec.mixins().values())) {
        if (mixin.userObject() instanceof DeclaredOptions options) {
          options.declared.forEach(option -> options.specs(option).forEach(spec::addOption));
        }
      }
    }
  }

  /** What help tells of, and what is understood beside it. */
  private <T> Stream<OptionSpec> specs(Option<T> option) {
    List<String> names =
        Stream.concat(Stream.of(option.name()), option.aliases().stream())
            .map(name -> "--" + name)
            .toList();
    int told = Math.min(2, names.size());
    return Stream.of(names.subList(0, told), names.subList(told, names.size()))
        .filter(some -> !some.isEmpty())
        .map(
            some ->
                spec(option, some)
                    .hidden(!shown.contains(option) || !some.contains(option.flag()))
                    .build());
  }

  private <T> OptionSpec.Builder spec(Option<T> option, List<String> names) {
    OptionType<T> type = option.type();
    Optional<String> bare = type.bare();
    OptionSpec.Builder spec =
        OptionSpec.builder(names.toArray(String[]::new))
            .type(type.repeatable() ? List.class : Object.class)
            .arity(type.label().isEmpty() ? "0" : bare.isPresent() ? "0..1" : "1")
            .converters(text -> converted(type, text))
            .completionCandidates(type.candidates())
            .description(option.description().replace("%", "%%"))
            .userObject(option)
            .getter(
                new IGetter() {
                  @Override
                  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
                  public <V> @Nullable V get() {
                    return (V) values.find(option).orElse(null);
                  }
                })
            .setter(
                new ISetter() {
                  @Override
                  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
                  public <V> V set(V value) {
                    // The converter made it, so that it is of the option's type; null takes it
                    // back.
                    values =
                        value == null ? values.without(option) : values.with(option, (T) value);
                    return value;
                  }
                });
    if (type.repeatable()) {
      gather(option, spec);
    }
    if (!type.label().isEmpty()) {
      spec.paramLabel(type.label());
    }
    bare.ifPresent(spec::fallbackValue);
    return spec;
  }

  /** The uses of a repeatable option count together, in their order: picocli joins their lists. */
  private void gather(Option<?> option, OptionSpec.Builder spec) {
    List<Object> none = List.of();
    AtomicReference<Collection<?>> gathered = new AtomicReference<>(none);
    spec.auxiliaryTypes(Object.class)
        .splitRegex("\n")
        .getter(
            new IGetter() {
              @Override
              @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
              public <V> V get() {
                return (V) gathered.get();
              }
            })
        .setter(
            new ISetter() {
              @Override
              public <V> V set(V value) {
                gathered.set(value instanceof Collection<?> uses ? uses : none);
                put(option, gathered.get());
                return value;
              }
            });
  }

  @SuppressWarnings("unchecked") // The option's converter made the parts.
  private <T> void put(Option<T> option, Collection<?> uses) {
    values = uses.isEmpty() ? values.without(option) : values.with(option, (T) List.copyOf(uses));
  }

  private static <T> T converted(OptionType<T> type, String text) {
    try {
      return type.ofText(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
