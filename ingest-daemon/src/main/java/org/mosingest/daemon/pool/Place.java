package org.mosingest.daemon.pool;

/**
 * Where work stands among the work that waits for the same key: what comes again first, the lower
 * rank first.
 *
 * @param again whether it was begun before and comes again
 * @param rank its row in the manifest, or 0 for all where no order matters
 */
public record Place(boolean again, int rank) implements Comparable<Place> {

  /** Of work that was never begun. */
  public static Place first(int rank) {
    return new Place(false, rank);
  }

  /** Of work that was begun, and was interrupted or is tried again. */
  public static Place again(int rank) {
    return new Place(true, rank);
  }

  @Override
  public int compareTo(Place other) {
    return again == other.again ? Integer.compare(rank, other.rank) : again ? -1 : 1;
  }
}
