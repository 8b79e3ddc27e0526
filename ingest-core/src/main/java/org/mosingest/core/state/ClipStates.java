package org.mosingest.core.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.packed.KeyIndex;
import org.mosingest.core.packed.PackedTexts;

/**
 * The states of clips by their keys, in the keys' order: some 30 bytes each on the heap, since
 * states that are alike are kept once, and another 20 where no two are alike. Not thread-safe.
 */
final class ClipStates extends AbstractMap<String, ClipState> {

  private final PackedTexts keys = new PackedTexts();

  /** Of each key the number of its state, from 1; 0 where it has none any more. */
  private int[] numbers = new int[16];

  private final PackedStates states = new PackedStates();
  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable ClipState get(@Nullable Object key) {
    int place = key instanceof String text ? keys.find(text) : KeyIndex.NONE;
    return place == KeyIndex.NONE ? null : state(place);
  }

  private @Nullable ClipState state(int place) {
    return numbers[place] == 0 ? null : states.get(numbers[place] - 1);
  }

  /** Each state that entries have, with how many have it, without going through them by key. */
  void tally(ObjIntConsumer<ClipState> each) {
    int[] times = new int[states.size()];
    for (int place = 0; place < keys.size(); place++) {
      if (numbers[place] != 0) {
        times[numbers[place] - 1]++;
      }
    }
    for (int state = 0; state < times.length; state++) {
      if (times[state] > 0) {
        each.accept(states.get(state), times[state]);
      }
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable ClipState put(String key, ClipState state) {
    int place = keys.numberOf(key);
    if (place == numbers.length) {
      numbers = Arrays.copyOf(numbers, place + place / 2);
    }
    ClipState before = state(place);
    size += before == null ? 1 : 0;
    numbers[place] = states.numberOf(state) + 1;
    return before;
  }

  /**
   * Puts the state that was decided for a key; removes what is there where it is to be forgotten.
   */
  void decide(String key, Optional<ClipState> state) {
    state.ifPresentOrElse(next -> put(key, next), () -> remove(key));
  }

  @Override
  public @Nullable ClipState remove(@Nullable Object key) {
    int place = key instanceof String text ? keys.find(text) : KeyIndex.NONE;
    if (place == KeyIndex.NONE) {
      return null;
    }
    ClipState before = state(place);
    size -= before == null ? 0 : 1;
    numbers[place] = 0;
    return before;
  }

  @Override
  public Set<Map.Entry<String, ClipState>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, ClipState>> {

    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, ClipState>> iterator() {
      int[] order = keys.sorted();
      return new Iterator<>() {
        private int next = skipped(0);

        private int skipped(int from) {
          int at = from;
          while (at < order.length && numbers[order[at]] == 0) {
            at++;
          }
          return at;
        }

        @Override
        public boolean hasNext() {
          return next < order.length;
        }

        @Override
        public Map.Entry<String, ClipState> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          int place = order[next];
          next = skipped(next + 1);
          return Map.entry(keys.get(place), states.get(numbers[place] - 1));
        }
      };
    }
  }
}
