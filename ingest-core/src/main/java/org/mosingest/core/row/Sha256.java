package org.mosingest.core.row;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest. Four longs instead of a string, since a run holds one for each clip of the
 * corpus.
 *
 * @param a bytes 0 to 7, big-endian
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record Sha256(long a, long b, long c, long d) {

  private static final int HEX_LENGTH = 64;

  /** A digest that bytes can be fed to. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }

  /** The digest of all bytes fed so far; {@code digest} is reset by it. */
  public static Sha256 finish(MessageDigest digest) {
    return of(digest.digest());
  }

  /**
   * A digest from its 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Sha256 of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Sha256(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** A digest from its 64 hexadecimal digits of either case; empty if it is anything else. */
  public static Optional<Sha256> parse(String hex) {
    if (hex.length() != HEX_LENGTH) {
      return Optional.empty();
    }
    for (int i = 0; i < HEX_LENGTH; i++) {
      if (!HexFormat.isHexDigit(hex.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(of(HexFormat.of().parseHex(hex)));
  }

  /** Its 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(a)
        + format.toHexDigits(b)
        + format.toHexDigits(c)
        + format.toHexDigits(d);
  }

  @Override
  public String toString() {
    return hex();
  }
}
