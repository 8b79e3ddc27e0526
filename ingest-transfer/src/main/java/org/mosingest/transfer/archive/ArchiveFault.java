package org.mosingest.transfer.archive;

/**
 * Why an archive as a whole is of no use. Stays inside the room: its door makes a fault of the
 * machine of it.
 */
final class ArchiveFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** A fault that says what is wrong, as the end of a sentence that names the archive. */
  ArchiveFault(String why) {
    super(why, null, false, false);
  }
}
