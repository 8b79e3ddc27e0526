package org.mosingest.transfer.reach;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Accepts any certificate from some hosts, and judges those of all others as usual. A host is told
 * by the name that the request has: okhttp-tls takes the connection's address for it, which is the
 * proxy's behind one. Thread-safe.
 */
final class InsecureHosts extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager usual;
  private final Set<String> hosts;

  InsecureHosts(X509ExtendedTrustManager usual, Set<String> hosts) {
    this.usual = usual;
    this.hosts = hosts;
  }

  private boolean accepts(@Nullable SSLSession session) {
    String host = session == null ? null : session.getPeerHost();
    return host != null && hosts.contains(host);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (!(socket instanceof SSLSocket tls && accepts(tls.getHandshakeSession()))) {
      usual.checkServerTrusted(chain, authType, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (!accepts(engine.getHandshakeSession())) {
      usual.checkServerTrusted(chain, authType, engine);
    }
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
