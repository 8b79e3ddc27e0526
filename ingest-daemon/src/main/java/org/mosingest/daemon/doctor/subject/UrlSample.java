package org.mosingest.daemon.doctor.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mosingest.transfer.http.ClipUrl;

/**
 * A sample of clips by their URLs, each as likely as any other (J. S. Vitter, algorithm R, 1985),
 * and the same for the same manifest each time. Not thread-safe.
 */
public final class UrlSample {

  private static final long SEED = 150_000;

  private final int size;
  private final List<ClipUrl> taken = new ArrayList<>();
  private final Random random = new Random(SEED);
  private long offered;

  /**
   * An empty sample.
   *
   * @param size of how many clips at most, at least 0
   */
  public UrlSample(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("the sample's size is negative: " + size);
    }
    this.size = size;
  }

  /** Of how many clips at most. */
  public int size() {
    return size;
  }

  /** The URL of a clip that may be in the sample. */
  public void offer(ClipUrl url) {
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

  /** How many clips were offered. */
  public long offered() {
    return offered;
  }

  /** The URLs of the clips in the sample. */
  public List<ClipUrl> taken() {
    return List.copyOf(taken);
  }
}
