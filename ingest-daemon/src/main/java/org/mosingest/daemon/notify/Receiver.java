package org.mosingest.daemon.notify;

/** Somebody who is told. */
interface Receiver {

  /** Who it is, as a log may show it. */
  String shown();

  /**
   * Tries once, within a bound.
   *
   * @param json the document
   */
  Delivery tell(byte[] json) throws InterruptedException;

  /** Breaks off what is under way. */
  void breakOff();
}
