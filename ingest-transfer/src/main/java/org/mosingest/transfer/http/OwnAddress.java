package org.mosingest.transfer.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.reach.PublicAddresses;

/**
 * Where this process itself listens, once it does: no clip is asked for there, or a submission
 * could have the service send requests to itself. Thread-safe.
 */
public final class OwnAddress {

  /** A connection that was about to be made to this process. */
  static final class OwnAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    OwnAddressException() {
      super("the address is this service's own");
    }
  }

  private volatile @Nullable InetSocketAddress listening;

  /** It listens there from now on. */
  public void listens(InetSocketAddress address) {
    listening = address;
  }

  /** Whether a connection to that address would come back to this process. */
  boolean isOwn(InetSocketAddress target) {
    InetSocketAddress own = listening;
    return own != null && target.getPort() == own.getPort() && leadsTo(own, target.getAddress());
  }

  private static boolean leadsTo(InetSocketAddress own, @Nullable InetAddress target) {
    if (target == null || own.getAddress() == null) {
      return false;
    }
    return leadsTo(PublicAddresses.unmapped(own.getAddress()), PublicAddresses.unmapped(target));
  }

  private static boolean leadsTo(InetAddress here, InetAddress target) {
    // The system takes a connection to no address at all for one to this machine.
    if (target.equals(here) || target.isAnyLocalAddress()) {
      return true;
    }
    return here.isAnyLocalAddress() && (target.isLoopbackAddress() || isOfThisMachine(target));
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /**
   * Refuses a URL before another program asks for it.
   *
   * @throws ClipFault if its host leads to this process
   */
  public void refuse(ClipUrl url) throws ClipFault {
    InetSocketAddress own = listening;
    if (own == null || url.port() != own.getPort()) {
      return;
    }
    try {
      if (Arrays.stream(InetAddress.getAllByName(url.host()))
          .anyMatch(address -> isOwn(new InetSocketAddress(address, url.port())))) {
        throw fault();
      }
    } catch (IOException e) {
      // Whoever asks will hear it, too.
    }
  }

  /** What a clip fails with. */
  static ClipFault fault() {
    return ClipFault.lasting(
        Reason.of(
            ReasonWord.OWN_SERVICE, "the URL leads to this service itself; nothing was sent"));
  }
}
