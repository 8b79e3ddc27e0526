package org.mosingest.core.profile;

import java.util.OptionalInt;

/**
 * How many data rows a corpus's tables hold at least and at most, counted before any cap: beyond it
 * another corpus was given.
 *
 * @param floor fewer are refused; not negative
 * @param ceiling more are refused; none if empty
 * @param hint what to say then
 */
public record RowGuard(int floor, OptionalInt ceiling, String hint) {
  public RowGuard {
    if (floor < 0 || (ceiling.isPresent() && ceiling.getAsInt() < floor)) {
      throw new IllegalArgumentException("no guard: " + floor + " to " + ceiling);
    }
  }
}
