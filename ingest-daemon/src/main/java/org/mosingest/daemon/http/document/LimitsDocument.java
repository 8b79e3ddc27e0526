package org.mosingest.daemon.http.document;

import org.jspecify.annotations.Nullable;
import org.mosingest.daemon.limits.Limits;

/**
 * What holds for all downloads together.
 *
 * @param limitRate as the option has it: {@code off}, {@code 20M}, {@code 08:00,5M 19:00,off}
 * @param bytesPerS what of it holds now; null for no limit
 */
record LimitsDocument(int downloads, int perHost, String limitRate, @Nullable Long bytesPerS) {

  static LimitsDocument of(Limits limits) {
    return new LimitsDocument(
        limits.downloads(),
        limits.perHost(),
        limits.rate().text(),
        limits.bytesPerS().isPresent() ? limits.bytesPerS().getAsLong() : null);
  }
}
