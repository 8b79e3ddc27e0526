package org.mosingest.core.corpus;

/**
 * Hears what the reading of one CSV file finds besides its rows. Called by the reading thread. Its
 * texts are printable.
 */
public interface FileWitness {

  /** The header was understood so. */
  void columns(ColumnsTaken taken);

  /** The header can be understood in more than one way; {@code what} says in which it was. */
  void ambiguous(String what);

  /**
   * A row is odd and taken all the same.
   *
   * @param line the line on which it starts, from 1
   */
  void odd(Oddity oddity, long line, String what);

  /**
   * A row is not taken.
   *
   * @param line the line on which it starts, from 1
   * @param why the reason, for a reader
   */
  void refused(long line, String why);

  /** The file is over, or its reading was given up. */
  void end();
}
