package org.mosingest.core.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs made of seeds by some small changes each: no search, but the same inputs from the same
 * random numbers.
 */
final class Mutation {

  private static final int MOST_CHANGES = 5;
  private static final int LONGEST_CHUNK = 64;

  /** Bytes that parsers tend to trip over. */
  private static final byte[] ODD = {
    0, '\n', '\r', '"', '\\', ',', '{', '}', '[', ':', '/', '-', '9', 0x7f, (byte) 0x80, (byte) 0xff
  };

  private final SplittableRandom random;
  private final List<byte[]> seeds;
  private final List<byte[]> words;

  Mutation(SplittableRandom random, List<byte[]> seeds, List<byte[]> words) {
    this.random = random;
    this.seeds = seeds;
    this.words = words;
  }

  byte[] next() {
    byte[] input = seeds.get(random.nextInt(seeds.size()));
    int changes = random.nextInt(1, MOST_CHANGES + 1);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int chunk = Math.min(input.length - at, random.nextInt(1, LONGEST_CHUNK + 1));
    return switch (random.nextInt(7)) {
      case 0 ->
          replaced(input, at, Math.min(1, chunk), new byte[] {ODD[random.nextInt(ODD.length)]});
      case 1 -> replaced(input, at, 0, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replaced(input, at, chunk, new byte[0]);
      case 3 ->
          replaced(
              input,
              random.nextInt(input.length + 1),
              0,
              Arrays.copyOfRange(input, at, at + chunk));
      case 4 -> Arrays.copyOf(input, at);
      case 5 -> replaced(input, at, random.nextBoolean() ? chunk : 0, word());
      default -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        yield replaced(input, at, input.length - at, Arrays.copyOfRange(other, from, other.length));
      }
    };
  }

  private byte[] word() {
    return words.isEmpty()
        ? new byte[] {(byte) random.nextInt(256)}
        : words.get(random.nextInt(words.size()));
  }

  private static byte[] replaced(byte[] input, int at, int count, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + by.length);
    out.write(input, 0, at);
    out.writeBytes(by);
    out.write(input, at + count, Math.max(0, input.length - at - count));
    return out.toByteArray();
  }
}
