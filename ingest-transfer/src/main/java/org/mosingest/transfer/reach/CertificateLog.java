package org.mosingest.transfer.reach;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The certificates that hosts showed, the last of each. Thread-safe. */
public final class CertificateLog {

  private final Map<String, ServerCertificate> byHost = new ConcurrentSkipListMap<>();

  /** A log of none so far. */
  public CertificateLog() {}

  /** Those seen so far, by their hosts' names. */
  public List<ServerCertificate> seen() {
    return List.copyOf(byHost.values());
  }

  void add(String host, X509Certificate certificate, Optional<String> fault, boolean accepted) {
    byHost.put(host, ServerCertificate.of(host, certificate, fault, accepted));
  }

  void refused(String host, String why) {
    byHost.computeIfPresent(host, (_, seen) -> seen.refusedFor(why));
  }
}
