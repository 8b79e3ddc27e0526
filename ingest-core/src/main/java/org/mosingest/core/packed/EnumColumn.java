package org.mosingest.core.packed;

import java.util.Arrays;
import java.util.List;

/**
 * One constant of an enum for each row, a byte each. Different rows may be set by different
 * threads; who reads what another thread has set needs to have waited for it.
 *
 * @param <E> the enum, of at most 128 constants
 */
public final class EnumColumn<E extends Enum<E>> {

  private final List<E> constants;
  private final byte[] places;

  /**
   * The same for each row.
   *
   * @param rows how many rows there are
   * @param first what they have before another one is set
   */
  public EnumColumn(int rows, E first) {
    this.constants = List.of(first.getDeclaringClass().getEnumConstants());
    if (constants.size() > Byte.MAX_VALUE + 1) {
      throw new IllegalArgumentException("there are more constants than a byte tells apart");
    }
    this.places = new byte[rows];
    Arrays.fill(places, place(first));
  }

  /** Sets the constant of a row. */
  public void set(int row, E constant) {
    places[row] = place(constant);
  }

  /** The constant of a row. */
  public E get(int row) {
    return constants.get(places[row]);
  }

  /** How many rows have that constant. */
  public int count(E constant) {
    byte wanted = place(constant);
    int count = 0;
    for (byte place : places) {
      count += place == wanted ? 1 : 0;
    }
    return count;
  }

  private byte place(E constant) {
    return (byte) constants.indexOf(constant);
  }
}
