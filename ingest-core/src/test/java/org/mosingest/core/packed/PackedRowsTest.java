package org.mosingest.core.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Extras;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Supply;

class PackedRowsTest {

  private static final List<String> KEYS = List.of("split", "bitrate", "frames");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowsComeOutAsTheyWentIn(long seed) throws Exception {
    List<ManifestRow> rows = randomRows(new Random(seed), 2000);
    try (RowPacker packer = new RowPacker()) {
      for (ManifestRow row : rows) {
        packer.add(row);
      }
      assertThat(packer.rows(Integer.MAX_VALUE)).isEqualTo(rows);
      assertThat(packer.rows(777)).isEqualTo(rows.subList(0, 777));
    }
  }

  /** Texts so long that the first rows alone would fill what may be on the heap. */
  @Test
  void rowsThatGoToAFileComeOutAsTheyWentIn() throws Exception {
    String longText = "a long way to a clip/".repeat(1 << 13);
    int count = 600;
    try (RowPacker packer = new RowPacker()) {
      for (int i = 0; i < count; i++) {
        packer.add(row(i, clip("c" + i + ".mp4", "http://h/" + i + longText)));
      }
      PackedRows rows = packer.rows(count);
      packer.close();
      for (int i = count - 1; i >= 0; i--) {
        assertThat(rows.get(i).clip().url()).isEqualTo("http://h/" + i + longText);
      }
      assertThat(rows.stream().map(ManifestRow::index)).hasSize(count).isSorted();
    }
  }

  @Test
  void clipsAreSettledWithTheirRepeats() throws Exception {
    try (RowPacker packer = new RowPacker()) {
      Clip clip = clip("a.mp4", "");
      packer.add(row(0, clip));
      packer.add(new ManifestRow(1, clip, new Opinion(2, 0, 0), 0));
      packer.giveUrl(0, "http://h/late");
      packer.qualify(0);
      assertThat(packer.givenUrl(0)).isEqualTo("http://h/late");
      assertThat(packer.rows(2).stream().map(ManifestRow::clip))
          .containsOnly(new Clip("clips", clip.name(), "http://h/late", "clips/a.mp4"));
    }
  }

  @Test
  void whatIsNoNextRowIsRefused() throws Exception {
    try (RowPacker packer = new RowPacker()) {
      packer.add(row(0, clip("a.mp4", "")));
      assertThatThrownBy(() -> packer.add(row(2, clip("b.mp4", ""))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> packer.add(new ManifestRow(1, clip("b.mp4", ""), new Opinion(1, 0, 0), 0)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> packer.rows(1).get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** Against a list that is made row by row. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void rowsTakenHaveTheFirstOfTheirClipAmongThem(long seed) {
    Random random = new Random(seed);
    List<ManifestRow> all = randomRows(random, 300);
    List<Integer> only = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (random.nextInt(3) == 0) {
        only.add(i);
      }
    }
    int done = random.nextInt(only.size());
    Optional<List<Integer>> some = seed % 2 == 0 ? Optional.of(only) : Optional.empty();

    List<ManifestRow> expected = new ArrayList<>();
    Map<Integer, Integer> firsts = new HashMap<>();
    for (int i = done; i < some.map(List::size).orElse(all.size()); i++) {
      ManifestRow row = all.get(some.isPresent() ? only.get(i) : i);
      Integer first = firsts.putIfAbsent(row.firstIndex(), row.index());
      expected.add(row.withFirst(first == null ? row.index() : first));
    }
    assertThat(new TakenRows(all, some, done)).isEqualTo(expected);
  }

  private static List<ManifestRow> randomRows(Random random, int count) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Opinion opinion =
          new Opinion(
              random.nextGaussian(),
              random.nextBoolean() ? 0 : random.nextDouble(),
              random.nextBoolean() ? 0 : random.nextInt(100));
      Extras extras =
          random.nextBoolean()
              ? Extras.NONE
              : new Extras(KEYS, List.of("tést", random.nextDouble(), random.nextLong()));
      if (i > 0 && random.nextInt(5) == 0) {
        ManifestRow first = rows.get(rows.get(random.nextInt(i)).firstIndex());
        rows.add(new ManifestRow(i, first.clip(), opinion, first.index(), extras));
      } else {
        rows.add(new ManifestRow(i, randomClip(random, i), opinion, i, extras));
      }
    }
    return rows;
  }

  private static Clip randomClip(Random random, int number) {
    ClipName name =
        new ClipName((random.nextBoolean() ? "ordner-ä/" : "") + "𝄞" + number + ".mp4");
    Supply supply =
        random.nextInt(3) > 0
            ? Supply.NONE
            : new Supply(
                List.of("http://m/" + number, "http://n/" + "x".repeat(300)),
                "ab".repeat(32),
                random.nextBoolean() ? "" : "cd".repeat(16),
                random.nextInt(9) - 1);
    Clip bare =
        new Clip(
            random.nextBoolean() ? "clips" : "",
            name,
            random.nextBoolean() ? "" : "https://h/" + "é".repeat(random.nextInt(300)),
            name.baseName(),
            supply);
    return random.nextBoolean() ? bare : bare.withQualifiedKey();
  }

  private static Clip clip(String name, String url) {
    return new Clip("clips", new ClipName(name), url, name);
  }

  private static ManifestRow row(int index, Clip clip) {
    return new ManifestRow(index, clip, new Opinion(3.5, 0.25, 7), index);
  }
}
