package org.mosingest.core.export.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Sha256;

/**
 * Draws the part of one row after the other, in their order, so that what comes later never moves
 * what was drawn before. Within each stratum a part's chance is what it lacks of its share: with
 * {@code n} rows drawn, {@code a} of them in the part, it is proportional to {@code max(0, share *
 * (n + 1) - a)}. The chance itself is the first 53 bits of SHA-256 over the seed, a line feed and
 * the key, as a fraction of 1. Not thread-safe.
 */
final class Draw {

  private final List<Split.Part> parts;
  private final long seed;
  private final Map<String, int[]> drawn = new HashMap<>();

  Draw(List<Split.Part> parts, long seed) {
    this.parts = parts;
    this.seed = seed;
  }

  /**
   * A part for a row that nothing binds.
   *
   * @return its place among the parts
   */
  int part(String stratum, String key) {
    int[] held = held(stratum);
    double[] lacks = new double[parts.size()];
    int rows = 1;
    for (int count : held) {
      rows += count;
    }
    double all = 0;
    for (int i = 0; i < lacks.length; i++) {
      lacks[i] = Math.max(0, parts.get(i).share() * rows - held[i]);
      all += lacks[i];
    }
    double left = fraction(seed, key) * all;
    int chosen = 0;
    for (int i = 0; i < lacks.length; i++) {
      if (lacks[i] > 0) {
        chosen = i;
        left -= lacks[i];
        if (left < 0) {
          break;
        }
      }
    }
    held[chosen]++;
    return chosen;
  }

  /** A row that goes where another went. */
  void follows(String stratum, int part) {
    held(stratum)[part]++;
  }

  private int[] held(String stratum) {
    return drawn.computeIfAbsent(stratum, _ -> new int[parts.size()]);
  }

  private static double fraction(long seed, String key) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((seed + "\n" + key).getBytes(UTF_8));
    return (ByteBuffer.wrap(digest.digest()).getLong() >>> 11) * 0x1.0p-53;
  }
}
