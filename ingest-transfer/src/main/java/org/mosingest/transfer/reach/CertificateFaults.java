package org.mosingest.transfer.reach;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.mosingest.core.row.Text;

/** Words for what is wrong with a server's certificate. */
public final class CertificateFaults {

  static final String OF_ANOTHER_HOST = "the server's certificate is for another host";

  private CertificateFaults() {}

  /** What is wrong; empty if the exception is not about a certificate. */
  public static Optional<String> words(Exception e) {
    Optional<String> other = Optional.empty();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return Optional.of("the server's certificate has expired");
        }
        case CertificateNotYetValidException _ -> {
          return Optional.of(
              "the server's certificate is not valid yet, according to this machine's clock");
        }
        case CertPathBuilderException _ -> {
          return Optional.of("the server's certificate is not signed by a trusted authority");
        }
        case SSLPeerUnverifiedException _ -> {
          return Optional.of(OF_ANOTHER_HOST);
        }
        case CertificateException _, CertPathValidatorException _ ->
            other = Optional.of(Text.printable(String.valueOf(e.getMessage())));
        default -> {}
      }
    }
    return other;
  }
}
