package org.mosingest.transfer.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.mosingest.transfer.reach.Reach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether hosts can be connected to, by the way that requests to them take and only where
 * these may go. Thread-safe.
 */
public final class HostTrial {

  private static final Logger LOG = LoggerFactory.getLogger(HostTrial.class);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Reach reach;
  private final LargeReads sockets;

  /** Trials of hosts that are reached so, and never at this process's own address. */
  public HostTrial(Reach reach, OwnAddress own) {
    this.reach = reach;
    this.sockets = new LargeReads(own, reach.isPublicOnly(), LONGEST);
  }

  /**
   * Whether a URL's host can be connected to within three seconds; behind a proxy, whether that
   * can: of what lies behind it this machine knows nothing.
   */
  public boolean connects(ClipUrl url) {
    InetSocketAddress to =
        reach
            .proxy(url.url())
            .orElseGet(() -> InetSocketAddress.createUnresolved(url.host(), url.port()));
    try (Socket socket = sockets.createSocket()) {
      socket.connect(
          new InetSocketAddress(to.getHostString(), to.getPort()), (int) LONGEST.toMillis());
      return true;
    } catch (IOException e) {
      LOG.debug("{} cannot be reached either: {}", to, e.toString());
      return false;
    }
  }
}
