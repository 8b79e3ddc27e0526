package org.mosingest.transfer.reach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.SmallFile;

/**
 * The authorities of PEM files. A file of a few is parsed at once. A system's takes some tenths of
 * a second, which a run over http never needs: it is read and looked through at the start, and
 * parsed when the first is asked for. Thread-safe.
 */
final class Authorities {

  private static final String BEGIN = "-----BEGIN ";
  private static final String FIRST = "-----BEGIN CERTIFICATE-----";
  private static final String LAST = "-----END CERTIFICATE-----";

  /** DER (ITU-T X.690): a sequence, and a length that takes more than one byte. */
  private static final int SEQUENCE = 0x30;

  private static final int LONG_LENGTH = 0x80;

  /** A file with more blocks is a system's. */
  private static final int FEW = 32;

  /** Ten times the largest system's. */
  private static final int LONGEST = 4 << 20;

  /** A file with its bytes, a character each. */
  private record Bundle(Path file, String text) {}

  private final boolean none;
  private final Supplier<List<X509Certificate>> all;

  private Authorities(boolean none, Supplier<List<X509Certificate>> all) {
    this.none = none;
    this.all = all;
  }

  /**
   * Reads files. A large one in which each block is whole is not parsed yet; any other is, so that
   * what is wrong with it is said now.
   *
   * @param files each counts once
   * @throws IllegalArgumentException if a file cannot be read or holds no certificate
   */
  static Authorities read(List<Path> files) {
    List<Bundle> bundles = new ArrayList<>();
    for (Path file : new LinkedHashSet<>(files)) {
      try {
        Bundle bundle = new Bundle(file, new String(SmallFile.bytes(file, LONGEST), ISO_8859_1));
        if (isSmall(bundle.text()) || !isWhole(bundle.text())) {
          Collection<X509Certificate> _ = parsed(bundle);
        }
        bundles.add(bundle);
      } catch (IOException e) {
        throw unreadable(file, FaultWords.of(e), e);
      }
    }
    return new Authorities(
        bundles.isEmpty(),
        Suppliers.memoize(
            () -> bundles.stream().flatMap(bundle -> parsed(bundle).stream()).toList()));
  }

  /** Whether there is no file of them. */
  boolean isEmpty() {
    return none;
  }

  /**
   * All of them.
   *
   * @throws IllegalArgumentException if a whole block of a file is no certificate all the same
   */
  List<X509Certificate> all() {
    return all.get();
  }

  private static List<X509Certificate> parsed(Bundle bundle) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (Certificate one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bundle.text().getBytes(ISO_8859_1)))) {
        found.add((X509Certificate) one);
      }
    } catch (CertificateException e) {
      throw unreadable(bundle.file(), String.valueOf(e.getMessage()), e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no certificate in " + bundle.file());
    }
    return found;
  }

  private static IllegalArgumentException unreadable(Path file, String why, Exception fault) {
    return new IllegalArgumentException(
        "cannot read certificates from " + file + ": " + why, fault);
  }

  private static boolean isSmall(String text) {
    int blocks = 0;
    for (int at = text.indexOf(BEGIN); at >= 0 && blocks <= FEW; at = text.indexOf(BEGIN, at + 1)) {
      blocks++;
    }
    return blocks <= FEW;
  }

  /** Whether a text has blocks, and all are certificates by their lines and by their lengths. */
  private static boolean isWhole(String text) {
    int begin = text.indexOf(BEGIN);
    boolean whole = begin >= 0;
    while (whole && begin >= 0) {
      int end = text.indexOf(LAST, begin);
      whole =
          end >= 0
              && text.startsWith(FIRST, begin)
              && isSequence(text.substring(begin + FIRST.length(), end));
      begin = text.indexOf(BEGIN, begin + 1);
    }
    return whole;
  }

  private static boolean isSequence(String base64) {
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return false;
    }
    int lengthBytes = der.length < 2 ? 0 : (der[1] & 0xff) - LONG_LENGTH;
    if (der.length < 2 + lengthBytes || lengthBytes < 1 || lengthBytes > 3 || der[0] != SEQUENCE) {
      return false;
    }
    int length = 0;
    for (int i = 2; i < 2 + lengthBytes; i++) {
      length = length << 8 | (der[i] & 0xff);
    }
    return der.length == 2 + lengthBytes + length;
  }
}
