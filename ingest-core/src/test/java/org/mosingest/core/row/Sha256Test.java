package org.mosingest.core.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Sha256Test {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void knownAnswerIsGiven() {
    MessageDigest digest = Sha256.newDigest();
    digest.update("abc".getBytes(UTF_8));

    assertThat(Sha256.finish(digest).hex()).isEqualTo(ABC);
  }

  @Test
  void finishResetsTheDigest() {
    MessageDigest digest = Sha256.newDigest();
    digest.update("abc".getBytes(UTF_8));
    Sha256 first = Sha256.finish(digest);
    digest.update("abc".getBytes(UTF_8));

    assertThat(Sha256.finish(digest)).isEqualTo(first);
  }

  @Test
  void hexAndBytesAreTheSameDigest() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      Sha256 digest = Sha256.of(bytes);

      assertThat(digest.hex()).isEqualTo(HexFormat.of().formatHex(bytes));
      assertThat(Sha256.parse(digest.hex())).contains(digest);
      assertThat(Sha256.parse(digest.hex().toUpperCase(Locale.ROOT))).contains(digest);
      assertThat(digest).hasToString(digest.hex());
    }
  }

  @Test
  void leadingZerosAreKept() {
    Sha256 digest = Sha256.of(new byte[32]);

    assertThat(digest.hex()).isEqualTo("0".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab12",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "٠a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void anythingElseIsNoDigest(String text) {
    assertThat(Sha256.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void otherNumbersOfBytesAreRefused(int length) {
    assertThatThrownBy(() -> Sha256.of(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(length));
  }
}
