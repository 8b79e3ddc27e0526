package org.mosingest.core.options;

import com.google.common.collect.ImmutableList;
import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Words in which options are named, and it is known where: the API names them by its keys, {@code
 * min_rows}, and whoever talks to users of forms or of commands puts labels or options in their
 * places.
 *
 * @param parts in their order
 */
public record Wording(ImmutableList<Part> parts) implements Serializable {

  /** Nothing. */
  public static final Wording NONE = new Wording(ImmutableList.of());

  /** A part of it. */
  public sealed interface Part extends Serializable {}

  /** What is the same for everybody. */
  public record Words(String text) implements Part {}

  /** An option, by the key under which JSON has it. */
  public record Key(String name) implements Part {}

  /** Words that name no option. */
  public static Wording of(String words) {
    return words.isEmpty() ? NONE : new Wording(ImmutableList.of(new Words(words)));
  }

  /** An option's key, and words behind it. */
  public static Wording ofKey(String key, String words) {
    return new Wording(ImmutableList.of(new Key(key))).and(of(words));
  }

  /** Keys with commas between them. */
  public static Wording ofKeys(Collection<String> keys) {
    return joined(", ", keys.stream().map(key -> ofKey(key, "")).toList());
  }

  /** Several one after the other, with a text between each two. */
  public static Wording joined(String between, List<Wording> several) {
    Iterator<Wording> each = several.iterator();
    Wording all = each.hasNext() ? each.next() : NONE;
    while (each.hasNext()) {
      all = all.and(between).and(each.next());
    }
    return all;
  }

  /** This, and words behind it. */
  public Wording and(String words) {
    return and(of(words));
  }

  /** This, and more behind it. */
  public Wording and(Wording more) {
    return new Wording(ImmutableList.<Part>builder().addAll(parts).addAll(more.parts).build());
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Whether it names an option. */
  public boolean namesOptions() {
    return parts.stream().anyMatch(Key.class::isInstance);
  }

  /** The text as the API has it, with keys. */
  public String text() {
    return text(key -> key);
  }

  /**
   * The text for others.
   *
   * @param names what they call the option of a key
   */
  public String text(UnaryOperator<String> names) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Words(String words) -> words;
                  case Key(String key) -> names.apply(key);
                })
        .collect(Collectors.joining());
  }
}
