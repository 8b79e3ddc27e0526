package org.mosingest.transfer.reach;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which addresses are of the public Internet, by IANA's registries of special-purpose addresses (<a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>). An IPv4 address
 * within an IPv6 address counts as what it is.
 */
public final class PublicAddresses {

  /** NAT64 (RFC 6052): the last four bytes are an IPv4 address. */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private PublicAddresses() {}

  /** Whether an address is none of a private network, this machine, a link or a group. */
  public static boolean contains(InetAddress address) {
    InetAddress plain = unmapped(address);
    if (plain.isAnyLocalAddress()
        || plain.isLoopbackAddress()
        || plain.isLinkLocalAddress()
        || plain.isSiteLocalAddress()
        || plain.isMulticastAddress()) {
      return false;
    }
    return plain instanceof Inet6Address v6 ? isPublic(v6) : isPublic(plain.getAddress());
  }

  /** An IPv4 address that an IPv6 address stands for, {@code ::ffff:10.0.0.1}; else the address. */
  public static InetAddress unmapped(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of another length: " + address, e);
    }
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
    if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return contains(
          InetAddresses.fromInteger(Ints.fromBytes(bytes[12], bytes[13], bytes[14], bytes[15])));
    }
    int first = Ints.fromBytes((byte) 0, (byte) 0, bytes[0], bytes[1]);
    int second = Ints.fromBytes((byte) 0, (byte) 0, bytes[2], bytes[3]);
    // All that is given out so far; what lies beside it is unique local, site-local or of a link.
    boolean global = (first & 0xe000) == 0x2000;
    // Of protocols (RFC 2928), Teredo among them; documentation (RFC 3849, RFC 9637).
    boolean reserved =
        (first == 0x2001 && (second < 0x200 || second == 0xdb8))
            || (first == 0x3fff && second < 0x1000);
    return global
        && !reserved
        && !(InetAddresses.is6to4Address(v6) && !contains(InetAddresses.get6to4IPv4Address(v6)));
  }
}
