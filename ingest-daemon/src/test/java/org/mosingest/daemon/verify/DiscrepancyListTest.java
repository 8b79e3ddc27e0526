package org.mosingest.daemon.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/** The list against one of the Java library. */
class DiscrepancyListTest {

  @Test
  void whatWasPutComesBackSortedWhateverItsTextsHold() {
    DiscrepancyList list = new DiscrepancyList();
    List<Discrepancy> plain = new ArrayList<>();
    Random random = new Random(7);
    List<Kind> kinds = List.of(Kind.values());
    List<String> texts =
        List.of("", "a.mp4", "é.mp4", "\ud83c\udfac.mp4", "lone \ud83c.mp4", "\udfac", "?");
    // More than are sorted at once.
    for (int i = 0; i < 70_000; i++) {
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      String name = texts.get(random.nextInt(texts.size()));
      long line = random.nextInt(1000);
      Discrepancy one = new Discrepancy(kind, name, "clips/" + i, line, "why: " + name);
      list.put(one);
      plain.add(one);
    }
    assertThat(list).isEqualTo(plain);
    list.sort();
    plain.sort(null);
    assertThat(list).isEqualTo(plain);
    for (Kind kind : kinds) {
      List<Discrepancy> ofKind = plain.stream().filter(one -> one.kind() == kind).toList();
      assertThat(list.of(kind)).isEqualTo(ofKind);
      assertThat(list.count(kind)).isEqualTo(ofKind.size());
    }
  }
}
