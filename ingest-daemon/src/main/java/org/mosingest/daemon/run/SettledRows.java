package org.mosingest.daemon.run;

/**
 * The end of the rows' way: settlements come in any order, pass the sequencer, and are written in
 * the manifest's order.
 */
record SettledRows(Settlements settlements, Sequencer sequencer, RowWriter writer) {

  /** How far all that is. For any thread. */
  Reached reached() {
    RowWriter.Reached written = writer.reached();
    return new Reached(written.pass(), settlements.known().minus(written.entered()));
  }
}
