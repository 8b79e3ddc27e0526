package org.mosingest.daemon.notify;

/** What came of one try to tell somebody. */
sealed interface Delivery {

  /** It was received. */
  record Received() implements Delivery {}

  /** It was not, and may be at another try. */
  record Later(String why) implements Delivery {}

  /** It will not be. */
  record Refused(String why) implements Delivery {}
}
