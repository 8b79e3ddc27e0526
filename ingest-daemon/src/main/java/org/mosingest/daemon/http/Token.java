package org.mosingest.daemon.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret that a changing request carries. Prints as nothing. */
public final class Token {

  private static final int BYTES = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final String hex;

  private Token(String hex) {
    this.hex = hex;
  }

  /** A new one, of 256 random bits. */
  public static Token random() {
    byte[] bits = new byte[BYTES];
    new SecureRandom().nextBytes(bits);
    return new Token(HexFormat.of().formatHex(bits));
  }

  /** The token that a text holds, blanks around it aside; empty if it holds none. */
  public static Optional<Token> parse(String text) {
    String stripped = text.strip();
    return HEX.matcher(stripped).matches() ? Optional.of(new Token(stripped)) : Optional.empty();
  }

  /** As it is written to the file and sent: 64 hexadecimal digits. */
  public String hex() {
    return hex;
  }

  /** Whether that is this token. Takes as long for a near miss as for a far one. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  /** Says nothing of the secret, so that no log can. */
  @Override
  public String toString() {
    return "Token[…]";
  }
}
