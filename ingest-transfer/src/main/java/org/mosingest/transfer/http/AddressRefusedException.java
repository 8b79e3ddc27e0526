package org.mosingest.transfer.http;

import java.io.IOException;

/** A connection that was about to be made to an address that is not of the public Internet. */
final class AddressRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  AddressRefusedException() {
    super("the address is not on the public Internet");
  }
}
