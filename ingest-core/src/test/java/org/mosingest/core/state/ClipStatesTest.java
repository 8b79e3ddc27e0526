package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipStatesTest {

  private static final List<ClipState> STATES =
      List.of(
          new ClipState.Done(""),
          new ClipState.Done("\"note\": 1"),
          new ClipState.Failed("http-404", false, ""),
          new ClipState.Failed("http-404", true, ""),
          new ClipState.Failed("", true, "\"note\": 1"),
          new ClipState.Failed("12:a:\u0000 \ud800", false, "\"3:\": \"b:c\""),
          new ClipState.Other("[]", ""),
          new ClipState.Other("{\"a:b\": 1}", "\"a:b\": 1"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theyAreTheMapThatTheyLookLike(long seed) {
    ClipStates states = new ClipStates();
    Map<String, ClipState> plain = new TreeMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      String key = random.nextInt(400) + ".mp4";
      ClipState state = STATES.get(random.nextInt(STATES.size()));
      if (random.nextInt(3) == 0) {
        assertThat(states.remove(key)).isEqualTo(plain.remove(key));
      } else {
        assertThat(states.put(key, state)).isEqualTo(plain.put(key, state));
      }
      assertThat(states.get(key)).isEqualTo(plain.get(key));
      assertThat(states.containsKey(key)).isEqualTo(plain.containsKey(key));
      assertThat(states.size()).isEqualTo(plain.size());
      if (i % 500 == 0) {
        assertThat(List.copyOf(states.entrySet())).isEqualTo(List.copyOf(plain.entrySet()));
      }
    }
    assertThat(states).isEqualTo(plain);
    assertThat(states.get(null)).isNull();
    Map<ClipState, Integer> tallied = new HashMap<>();
    states.tally(tallied::put);
    assertThat(tallied)
        .isEqualTo(plain.values().stream().collect(Collectors.toMap(s -> s, _ -> 1, Integer::sum)));
  }
}
