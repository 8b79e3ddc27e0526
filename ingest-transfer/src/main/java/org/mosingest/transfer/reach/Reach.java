package org.mosingest.transfer.reach;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Counted;

/**
 * How servers are reached: by which proxy, with which login, with whose certificate, at which
 * addresses. {@link #toString} shows no secret. Immutable, thread-safe.
 */
public final class Reach {

  private static final Reach DIRECT =
      new Reach(
          null,
          Netrc.none(),
          HostFields.of(List.of()),
          new Certificates(Authorities.read(List.of()), Set.of(), Optional.empty()),
          false);

  private final @Nullable ProxyRules proxies;
  private final Netrc netrc;
  private final HostFields fields;
  private final Certificates certificates;
  private final boolean publicOnly;

  private Reach(
      @Nullable ProxyRules proxies,
      Netrc netrc,
      HostFields fields,
      Certificates certificates,
      boolean publicOnly) {
    this.proxies = proxies;
    this.netrc = netrc;
    this.fields = fields;
    this.certificates = certificates;
    this.publicOnly = publicOnly;
  }

  /** Without proxy and login, with the system's certificates, to any address. */
  public static Reach direct() {
    return DIRECT;
  }

  /**
   * As a user wants it.
   *
   * @param env the environment: {@code http_proxy}, {@code HTTPS_PROXY}, {@code ALL_PROXY}, {@code
   *     NO_PROXY}, {@code CURL_CA_BUNDLE}, {@code SSL_CERT_FILE} and their lower-case forms, as
   *     curl reads them
   * @param proxy a proxy for all requests instead of the environment's
   * @param netrc a file of logins
   * @param headers each {@code HOST: NAME: VALUE}, or {@code @FILE} with a line for each
   * @param cacert PEM certificates of authorities to trust beside the system's
   * @param insecureHosts hosts of which any certificate is accepted
   * @param publicOnly whether only addresses of the public Internet are connected to
   * @throws IllegalArgumentException if something of it cannot be used; the message holds no secret
   */
  public static Reach of(
      Map<String, String> env,
      Optional<String> proxy,
      Optional<Path> netrc,
      List<String> headers,
      Optional<Path> cacert,
      List<String> insecureHosts,
      boolean publicOnly) {
    ProxyRules proxies = ProxyRules.of(proxy, env);
    if (publicOnly && proxies.isAny()) {
      throw new IllegalArgumentException(
          "a proxy chooses the addresses itself, so connections to public ones alone cannot be"
              + " enforced; leave out one of the two");
    }
    List<Path> bundles = new ArrayList<>();
    for (String name : List.of("CURL_CA_BUNDLE", "SSL_CERT_FILE")) {
      String file = env.getOrDefault(name, "");
      if (!file.isBlank()) {
        bundles.add(Path.of(file));
      }
    }
    cacert.ifPresent(bundles::add);
    return new Reach(
        proxies,
        netrc.map(Netrc::read).orElseGet(Netrc::none),
        HostFields.of(headers),
        new Certificates(
            Authorities.read(bundles),
            insecureHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()),
            Optional.empty()),
        publicOnly);
  }

  /** The same, which tells a log of the certificates that hosts show. */
  public Reach watchedBy(CertificateLog log) {
    return new Reach(proxies, netrc, fields, certificates.watchedBy(log), publicOnly);
  }

  /** Whether only addresses of the public Internet may be connected to. */
  public boolean isPublicOnly() {
    return publicOnly;
  }

  /** Hosts of which any certificate is accepted. */
  public Set<String> insecureHosts() {
    return certificates.insecureHosts();
  }

  /**
   * A request's fields, with the login and the fields that are meant for its host.
   *
   * @param first whether it is the clip's own URL, which no redirect has led to
   */
  public Map<String, String> addTo(Map<String, String> headers, HttpUrl url, boolean first) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    netrc.authorization(url.host(), !first).ifPresent(login -> all.put("Authorization", login));
    all.putAll(fields.of(url.host()));
    return all;
  }

  /**
   * What a URL's host meets of these settings, for a user to read: the proxy, a login, fields, a
   * certificate that proves nothing. No secret is among it.
   *
   * @param url an http or https URL
   */
  public List<String> meets(String url) {
    HttpUrl at = HttpUrl.get(url);
    List<String> met = new ArrayList<>();
    if (proxies != null) {
      proxies.named(at.uri()).ifPresent(proxy -> met.add("through the proxy " + proxy));
    }
    if (netrc.authorization(at.host(), false).isPresent()) {
      met.add("with a login from the netrc file");
    }
    if (!fields.of(at.host()).isEmpty()) {
      met.add("with the field " + String.join(", ", fields.of(at.host()).keySet()));
    }
    if (at.isHttps() && insecureHosts().contains(at.host())) {
      met.add("any certificate is accepted");
    } else if (at.isHttps() && !certificates.authorities().isEmpty()) {
      met.add(
          "certificates of "
              + Counted.of(
                  certificates.authorities().all().size(),
                  "more authority is accepted",
                  "more authorities are accepted"));
    }
    return met;
  }

  /** Whether a URL is asked through a proxy. */
  public boolean isProxied(String url) {
    return proxy(url).isPresent();
  }

  /** The proxy that a URL is asked through, not yet resolved; empty if none. */
  public Optional<InetSocketAddress> proxy(String url) {
    return proxies == null ? Optional.empty() : proxies.address(HttpUrl.get(url).uri());
  }

  /** Tells a client of the proxies. */
  public OkHttpClient.Builder proxying(OkHttpClient.Builder client) {
    return proxies == null ? client : client.proxySelector(proxies).proxyAuthenticator(proxies);
  }

  /**
   * Tells a client whom to trust. This parses the authorities, which takes some tenths of a second:
   * for clients that ask https alone.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  public OkHttpClient.Builder trusting(OkHttpClient.Builder client) {
    return certificates.applyTo(client);
  }

  @Override
  public String toString() {
    return "Reach[publicOnly=" + publicOnly + ", insecureHosts=" + insecureHosts() + "]";
  }
}
