package org.mosingest.daemon.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mosingest.core.row.Clip;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.http.ClipUrl;

/**
 * A sample of clips with URLs, each as likely as any other (J. S. Vitter, algorithm R, 1985), and
 * the same for the same manifest each time. Not thread-safe.
 */
final class UrlSample {

  private static final long SEED = 150_000;

  private final int size;
  private final List<ClipUrl> taken = new ArrayList<>();
  private final Random random = new Random(SEED);
  private long offered;

  UrlSample(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("the sample's size is negative: " + size);
    }
    this.size = size;
  }

  int size() {
    return size;
  }

  /** A clip that may be in the sample; without a usable URL it is not. */
  void offer(Clip clip) {
    if (!(ClipSource.of(clip.url()) instanceof ClipSource.Web(ClipUrl url))) {
      return;
    }
    offered++;
    if (taken.size() < size) {
      taken.add(url);
    } else {
      long place = random.nextLong(offered);
      if (place < size) {
        taken.set((int) place, url);
      }
    }
  }

  /** How many clips with a usable URL were offered. */
  long offered() {
    return offered;
  }

  List<ClipUrl> taken() {
    return List.copyOf(taken);
  }
}
