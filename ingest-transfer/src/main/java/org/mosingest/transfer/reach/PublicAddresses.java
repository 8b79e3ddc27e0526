package org.mosingest.transfer.reach;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses are of the public Internet, by IANA's registries of special-purpose addresses.
 */
public final class PublicAddresses {

  /** NAT64 (RFC 6052): the last four bytes are an IPv4 address. */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private PublicAddresses() {}

  /** Whether an address is none of a private network, this machine, a link or a group. */
  public static boolean contains(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet6Address v6 ? isPublic(v6) : isPublic(address.getAddress());
  }

  private static boolean isPublic(byte[] v4) {
    int first = v4[0] & 0xff;
    int second = v4[1] & 0xff;
    int third = v4[2] & 0xff;
    return switch (first) {
      case 0 -> false;
      // Shared by a provider's customers (RFC 6598).
      case 100 -> second < 64 || second > 127;
      case 192 -> !(second == 0 && (third == 0 || third == 2));
      // Benchmarks (RFC 2544), documentation (RFC 5737).
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      default -> first < 240;
    };
  }

  private static boolean isPublic(Inet6Address v6) {
    byte[] bytes = v6.getAddress();
    // Unique local (RFC 4193).
    if ((bytes[0] & 0xfe) == 0xfc) {
      return false;
    }
    if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return contains(InetAddresses.fromInteger(lastFour(bytes)));
    }
    return !InetAddresses.hasEmbeddedIPv4ClientAddress(v6)
        || contains(InetAddresses.getEmbeddedIPv4ClientAddress(v6));
  }

  private static int lastFour(byte[] bytes) {
    int value = 0;
    for (int i = NAT64.length; i < bytes.length; i++) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }
}
