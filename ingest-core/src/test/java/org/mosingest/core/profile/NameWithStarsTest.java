package org.mosingest.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameWithStarsTest {

  @ParameterizedTest
  @CsvSource({
    "*.csv, a.csv, true",
    "*.csv, A.CSV, true",
    "*.csv, .csv, true",
    "*.csv, a.csv.gz, false",
    "a*, a, true",
    "a*a, a, false",
    "a*a, aa, true",
    "ab*ba, aba, false",
    "*, anything, true",
    "**, anything, true",
    "a*b*c, axbxc, true",
    "a*b*c, axcxb, false",
    "a*bc*c, abcc, true",
    "a*bc*c, abc, false",
    "x*x, xyx, true",
    "plain, plain, true",
    "plain, plainer, false",
    "s?c[o]r{e}*, s?c[o]r{e}s, true",
    "s?*, sx, false"
  })
  void eachStarStandsForAnyCharacters(String pattern, String name, boolean matches) {
    assertThat(NamePattern.ofStars(pattern).finds(name)).isEqualTo(matches);
  }

  @Test
  void takesTheSameTimeHoweverManyStarsThereAre() {
    String pattern = "*a".repeat(60) + "*x";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(NamePattern.ofStars(pattern).finds("a".repeat(255))).isFalse());
  }
}
