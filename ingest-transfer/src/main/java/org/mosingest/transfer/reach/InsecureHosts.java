package org.mosingest.transfer.reach;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Accepts any certificate from some hosts, and judges those of all others as usual. A host is told
 * by the name that the request has: okhttp-tls takes the connection's address for it, which is the
 * proxy's behind one. A log is told of all. Thread-safe.
 */
final class InsecureHosts extends X509ExtendedTrustManager {

  /** How certificates are judged otherwise. */
  private interface Judgement {
    void pass() throws CertificateException;
  }

  private final X509ExtendedTrustManager usual;
  private final Set<String> hosts;
  private final Optional<CertificateLog> log;

  InsecureHosts(X509ExtendedTrustManager usual, Set<String> hosts, Optional<CertificateLog> log) {
    this.usual = usual;
    this.hosts = hosts;
    this.log = log;
  }

  private void judge(@Nullable SSLSession session, X509Certificate[] chain, Judgement judgement)
      throws CertificateException {
    String host = session == null || session.getPeerHost() == null ? "" : session.getPeerHost();
    boolean any = hosts.contains(host);
    if (any && log.isEmpty()) {
      return;
    }
    try {
      judgement.pass();
      tell(host, chain, Optional.empty(), true);
    } catch (CertificateException e) {
      tell(host, chain, CertificateFaults.words(e), any);
      if (!any) {
        throw e;
      }
    }
  }

  private void tell(
      String host, X509Certificate[] chain, Optional<String> fault, boolean accepted) {
    if (chain.length > 0) {
      log.ifPresent(some -> some.add(host, chain[0], fault, accepted));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge(
        socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null,
        chain,
        () -> usual.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge(
        engine.getHandshakeSession(),
        chain,
        () -> usual.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    usual.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    usual.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    usual.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    usual.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return usual.getAcceptedIssuers();
  }
}
