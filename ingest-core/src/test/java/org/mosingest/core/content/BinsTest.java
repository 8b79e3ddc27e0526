package org.mosingest.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a value is counted. */
class BinsTest {

  @Test
  void aValueOnAnEdgeLiesInTheBinAboveIt() {
    Histogram histogram = new Histogram(0, 2, 4);
    for (double value : new double[] {0, 1.9, 2, 3.999}) {
      histogram.add(value);
    }

    assertThat(histogram.bins())
        .containsExactly(new Histogram.Bin(0, 2, 2), new Histogram.Bin(2, 4, 2));
  }

  @Test
  void whatLiesOutsideIsCountedAtTheOpenEnds() {
    Histogram histogram = new Histogram(0, 2);
    histogram.add(-0.1);
    histogram.add(2);
    histogram.add(Double.POSITIVE_INFINITY);

    assertThat(histogram.bins())
        .containsExactly(
            new Histogram.Bin(Double.NEGATIVE_INFINITY, 0, 1),
            new Histogram.Bin(0, 2, 0),
            new Histogram.Bin(2, Double.POSITIVE_INFINITY, 2));
  }

  @Test
  void scoresFromOneToFiveGetTwentyBinsAndTheBestLiesInTheLast() {
    MosHistogram histogram = new MosHistogram();
    for (double mos : new double[] {1, 1.2, 2.3, 4.8, 5}) {
      histogram.add(mos);
    }
    List<Histogram.Bin> bins = histogram.bins();

    assertThat(bins).hasSize(20);
    assertThat(bins.getFirst()).isEqualTo(new Histogram.Bin(1, 1.2, 1));
    assertThat(bins.get(1)).isEqualTo(new Histogram.Bin(1.2, 1.4, 1));
    assertThat(bins.get(6)).isEqualTo(new Histogram.Bin(2.2, 2.4, 1));
    assertThat(bins.getLast()).isEqualTo(new Histogram.Bin(4.8, 5, 2));
  }

  @Test
  void scoresOutOfAHundredGetTwentyFiveBins() {
    MosHistogram histogram = new MosHistogram();
    for (double mos : new double[] {0, 37.5, 100}) {
      histogram.add(mos);
    }
    List<Histogram.Bin> bins = histogram.bins();

    assertThat(bins).hasSize(25);
    assertThat(bins.getFirst()).isEqualTo(new Histogram.Bin(0, 4, 1));
    assertThat(bins.get(9)).isEqualTo(new Histogram.Bin(36, 40, 1));
    assertThat(bins.getLast()).isEqualTo(new Histogram.Bin(96, 100, 1));
  }

  /** Whatever the scores are, none is lost and the bins follow on one another. */
  @Test
  void noScoreIsLost() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      MosHistogram histogram = new MosHistogram();
      double low = random.nextDouble() * 150 - 30;
      double span = random.nextDouble() * (round % 2 == 0 ? 8 : 140);
      int count = 1 + random.nextInt(50);
      for (int i = 0; i < count; i++) {
        histogram.add(low + random.nextDouble() * span);
      }
      List<Histogram.Bin> bins = histogram.bins();

      assertThat(bins.stream().mapToLong(Histogram.Bin::count).sum())
          .as("from %s, %s long", low, span)
          .isEqualTo(count);
      for (int i = 1; i < bins.size(); i++) {
        assertThat(bins.get(i).from()).isEqualTo(bins.get(i - 1).to());
      }
      assertThat(bins.size()).isBetween(1, 60);
    }
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Histogram(0, 1).add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MosHistogram().add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Histogram(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textsBeyondTheLimitCountAmongTheOthers() {
    Categories categories = new Categories(2);
    for (String name : List.of("b", "a", "b", "c", "a", "d", "b")) {
      categories.add(name);
    }

    assertThat(categories.top(5))
        .isEqualTo(
            new Categories.Top(
                List.of(new Categories.Category("b", 3), new Categories.Category("a", 2)), 2));
    assertThat(categories.top(1))
        .isEqualTo(new Categories.Top(List.of(new Categories.Category("b", 3)), 4));
  }

  @Test
  void momentsKeepTheirDigitsFarFromZero() {
    Moments moments = new Moments();
    for (double value : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
      moments.add(value);
    }

    assertThat(moments.summary())
        .isEqualTo(new Moments.Summary(4, 1e9 + 10, Math.sqrt(30), 1e9 + 4, 1e9 + 16));
    assertThat(new Moments().summary().mean()).isNaN();
  }

  @Test
  void aRateIsCalledByTheNameThatItHasInTheField() {
    assertThat(ContentTally.rate(30_000.0 / 1001)).isEqualTo("29.97");
    assertThat(ContentTally.rate(24_000.0 / 1001)).isEqualTo("23.976");
    assertThat(ContentTally.rate(30)).isEqualTo("30");
    assertThat(ContentTally.rate(29.83)).isEqualTo("29.8");
    assertThat(ContentTally.rate(0)).isEqualTo("unknown");
  }
}
