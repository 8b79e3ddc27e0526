package org.mosingest.transfer.reach;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.row.Text;

/**
 * The certificate that a host showed, as a user may read it.
 *
 * @param host the name that was asked for
 * @param subject whose it is, an X.500 name as RFC 2253 writes it
 * @param issuer who signed it, likewise
 * @param until when it expires
 * @param fault what is wrong with it; empty where it is trusted
 * @param accepted whether a connection is made with it
 */
public record ServerCertificate(
    String host,
    String subject,
    String issuer,
    Instant until,
    Optional<String> fault,
    boolean accepted) {

  private static final int LONGEST_NAME = 160;

  static ServerCertificate of(
      String host, X509Certificate certificate, Optional<String> fault, boolean accepted) {
    return new ServerCertificate(
        host,
        shown(certificate.getSubjectX500Principal().getName()),
        shown(certificate.getIssuerX500Principal().getName()),
        certificate.getNotAfter().toInstant(),
        fault,
        accepted);
  }

  /** A server may have put anything into a name. */
  private static String shown(String name) {
    return Text.printable(name.substring(0, Math.min(LONGEST_NAME, name.length())));
  }

  ServerCertificate refusedFor(String why) {
    return new ServerCertificate(host, subject, issuer, until, Optional.of(why), false);
  }
}
