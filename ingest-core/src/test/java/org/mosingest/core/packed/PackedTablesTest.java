package org.mosingest.core.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.Sha256;

/** Each table against one of the Java library. */
class PackedTablesTest {

  @Test
  void numbersAreFoundByTheirKeys() {
    KeyIndex index = new KeyIndex();
    Map<String, Integer> plain = new HashMap<>();
    Random random = new Random(7);
    String[] keys = new String[5000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Integer.toString(random.nextInt(3000));
      String key = keys[i];
      assertThat(index.find(key, at -> keys[at].equals(key)))
          .isEqualTo(plain.getOrDefault(key, KeyIndex.NONE));
      if (plain.putIfAbsent(key, i) == null) {
        index.put(key, i);
      }
    }
  }

  @Test
  void rowsAreFoundByNamesThatSeveralShare() {
    Random random = new Random(7);
    String[] names = new String[5000];
    Map<String, List<Integer>> plain = new HashMap<>();
    SharedNames rows = new SharedNames(names.length, row -> names[row]);
    for (int i = 0; i < names.length; i++) {
      names[i] = Integer.toString(random.nextInt(random.nextInt(3000) + 1));
      rows.put(i);
      plain.computeIfAbsent(names[i], _ -> new ArrayList<>()).add(i);
    }
    plain.forEach(
        (name, own) -> assertThat(rows.find(name)).containsExactly(own.toArray(Integer[]::new)));
    assertThat(rows.find("none")).isEmpty();
  }

  @Test
  void namesAreTakenOutOfASet() {
    Random random = new Random(7);
    NameSet names = new NameSet(Integer::toString);
    Set<String> plain = new LinkedHashSet<>();
    for (int i = 0; i < 5000; i++) {
      int row = random.nextInt(2000);
      names.put(row);
      plain.add(Integer.toString(row));
    }
    for (int i = 0; i < 3000; i++) {
      String name = Integer.toString(random.nextInt(3000));
      assertThat(names.contains(name)).isEqualTo(plain.contains(name));
      assertThat(names.remove(name)).isEqualTo(plain.remove(name));
    }
    assertThat(names.removeIf(name -> name.endsWith("7")))
        .isEqualTo(plain.removeIf(name -> name.endsWith("7")));
    assertThat(names).containsExactlyElementsOf(plain).hasSize(plain.size());
    names.put(7);
    assertThat(names.contains("7")).isTrue();
  }

  /**
   * Sums that are alike in most of their bits, as no real ones are. Where all begin at a few places
   * of the table, each look-up passes most of it: many sums have more places to begin at.
   */
  @ParameterizedTest
  @CsvSource({"5000, 40, 1, 40", "40000, 640, 101, 10"})
  void sumsKeepTheirFirstScoreAndTheirOrder(int puts, int beginnings, long apart, int alike) {
    SumScores scores = new SumScores();
    Map<Sha256, Double> plain = new LinkedHashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < puts; i++) {
      long begins = random.nextInt(beginnings) * apart;
      Sha256 sum = new Sha256(random.nextInt(alike), begins, 0, random.nextInt(alike));
      double mos = random.nextInt(9) == 0 ? Double.NaN : random.nextDouble();
      assertThat(scores.put(sum, mos)).isEqualTo(plain.putIfAbsent(sum, mos) == null);
    }
    assertThat(scores.sums()).containsExactlyElementsOf(plain.keySet());
    assertThat(scores.size()).isEqualTo(plain.size());
    plain.forEach((sum, mos) -> assertThat(scores.mos(sum)).isEqualTo(mos));
    assertThat(scores.has(new Sha256(41, 0, 0, 0))).isFalse();
    assertThat(scores.mos(new Sha256(41, 0, 0, 0))).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000, 200_000})
  void textsAreSortedAsTheLibraryDoes(int most) {
    PackedTexts texts = new PackedTexts();
    TreeSet<String> plain = new TreeSet<>();
    Random random = new Random(most);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < most; i++) {
        String text =
            switch (random.nextInt(4)) {
              case 0 -> "é" + random.nextInt();
              case 1 -> "\ud800" + random.nextInt(50);
              case 2 -> "𝄞\ufffe" + random.nextInt(50);
              default -> Integer.toString(random.nextInt(most));
            };
        assertThat(texts.find(text) == KeyIndex.NONE).isEqualTo(!plain.contains(text));
        if (plain.add(text)) {
          assertThat(texts.get(texts.numberOf(text))).isEqualTo(text);
        }
      }
      String[] sorted = new String[texts.size()];
      int[] numbers = texts.sorted();
      for (int i = 0; i < numbers.length; i++) {
        sorted[i] = texts.get(numbers[i]);
      }
      assertThat(sorted).isEqualTo(plain.toArray(new String[0]));
    }
  }
}
