package org.mosingest.transfer.reach;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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
    List<X509Certificate> authorities, Set<String> insecureHosts, Optional<CertificateLog> log) {

  Certificates {
    authorities = List.copyOf(authorities);
    insecureHosts = Set.copyOf(insecureHosts);
  }

  /**
   * Reads the authorities of PEM files.
   *
   * @throws IllegalArgumentException if a file cannot be read or holds no certificate
   */
  static Certificates read(List<Path> files, Set<String> insecureHosts) {
    List<X509Certificate> all = new ArrayList<>();
    for (Path file : files) {
      // The factory reads byte by byte.
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        int before = all.size();
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          all.add((X509Certificate) one);
        }
        if (all.size() == before) {
          throw new IllegalArgumentException("no certificate in " + file);
        }
      } catch (IOException | CertificateException e) {
        throw new IllegalArgumentException(
            "cannot read certificates from " + file + ": " + e.getMessage(), e);
      }
    }
    return new Certificates(all, insecureHosts, Optional.empty());
  }

  /** The same, which tells a log of what hosts show. */
  Certificates watchedBy(CertificateLog watching) {
    return new Certificates(authorities, insecureHosts, Optional.of(watching));
  }

  /** Tells a client whom to trust. */
  OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
    if (authorities.isEmpty() && insecureHosts.isEmpty() && log.isEmpty()) {
      return client;
    }
    HandshakeCertificates.Builder trust =
        new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
    authorities.forEach(trust::addTrustedCertificate);
    HandshakeCertificates certificates = trust.build();
    if (insecureHosts.isEmpty() && log.isEmpty()) {
      return client.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
    if (!(certificates.trustManager() instanceof X509ExtendedTrustManager usual)) {
      throw new IllegalStateException("a trust manager that is not told the connection");
    }
    InsecureHosts trusting = new InsecureHosts(usual, insecureHosts, log);
    HostnameVerifier names = new OkHttpClient().hostnameVerifier();
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
