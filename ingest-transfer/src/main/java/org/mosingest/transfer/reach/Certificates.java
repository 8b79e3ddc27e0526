package org.mosingest.transfer.reach;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/**
 * Whose certificates are trusted: the system's authorities, those of further files, and for some
 * hosts any. Immutable.
 *
 * @param authorities beside the system's
 * @param insecureHosts lower-case names of hosts whose certificate proves nothing
 * @param log told of each certificate that a host shows
 */
record Certificates(
    Authorities authorities, Set<String> insecureHosts, Optional<CertificateLog> log) {

  Certificates {
    insecureHosts = Set.copyOf(insecureHosts);
  }

  /** The same, which tells a log of what hosts show. */
  Certificates watchedBy(CertificateLog watching) {
    return new Certificates(authorities, insecureHosts, Optional.of(watching));
  }

  /** Tells a client whom to trust; parses the authorities. */
  OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
    if (authorities.isEmpty() && insecureHosts.isEmpty() && log.isEmpty()) {
      return client;
    }
    HandshakeCertificates.Builder trust =
        new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
    authorities.all().forEach(trust::addTrustedCertificate);
    HandshakeCertificates certificates = trust.build();
    if (insecureHosts.isEmpty() && log.isEmpty()) {
      return client.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
    if (!(certificates.trustManager() instanceof X509ExtendedTrustManager usual)) {
      throw new IllegalStateException("a trust manager that is not told the connection");
    }
    InsecureHosts trusting = new InsecureHosts(usual, insecureHosts, log);
    // One without TLS: the usual one would read once more what the system trusts.
    HostnameVerifier names =
        new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build()
            .hostnameVerifier();
    return client
        .sslSocketFactory(context(trusting).getSocketFactory(), trusting)
        .hostnameVerifier(
            (host, session) -> insecureHosts.contains(host) || isOf(host, session, names));
  }

  private boolean isOf(String host, SSLSession session, HostnameVerifier names) {
    boolean same = names.verify(host, session);
    if (!same) {
      log.ifPresent(some -> some.refused(host, CertificateFaults.OF_ANOTHER_HOST));
    }
    return same;
  }

  private static SSLContext context(InsecureHosts trusting) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusting}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
