package org.mosingest.transfer;

/**
 * The most bytes of a clip that were ever held at a time: only beyond it is a byte new. Used by one
 * thread at a time.
 */
final class HighWater {

  /** A server that makes up a new version for each request would otherwise be asked for ever. */
  private static final int NEW_VERSIONS_BELIEVED = 4;

  private long mark;
  private long risen;
  private int newVersions;

  /** That many bytes were there before. */
  void found(long bytes) {
    mark = Math.max(mark, bytes);
  }

  /** That many bytes are held now. */
  void reached(long bytes) {
    if (bytes > mark) {
      risen += bytes - mark;
      mark = bytes;
    }
  }

  /** So many of the newest bytes came too slowly to be called progress. */
  void dripped(long bytes) {
    risen = Math.max(0, risen - bytes);
  }

  /** The clip has changed on its server: all its bytes are new. */
  void newVersion() {
    newVersions++;
    if (newVersions <= NEW_VERSIONS_BELIEVED) {
      mark = 0;
    }
  }

  /** Whether a new byte came since the last question. */
  boolean takeRise() {
    boolean had = risen > 0;
    risen = 0;
    return had;
  }
}
