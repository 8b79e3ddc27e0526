package org.mosingest.transfer.reach;

import java.io.IOException;

/** A proxy wants a login, and there is none that it takes (status 407, RFC 9110 section 15.5.8). */
public final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  ProxyRefusedException(String proxy) {
    super("the proxy " + proxy + " requires a login that was not given");
  }
}
