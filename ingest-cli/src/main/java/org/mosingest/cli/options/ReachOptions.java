package org.mosingest.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.config.SecretText;
import org.mosingest.cli.help.HelpHeading;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How servers are reached: proxy, logins, certificates, addresses. */
@HelpHeading("Reaching servers")
public final class ReachOptions {

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "A proxy for all requests: http://[NAME:PASSWORD@]HOST:PORT or socks5://HOST:PORT (default: $http_proxy,"
              + " $https_proxy, $all_proxy; none for the hosts in $no_proxy).")
  private @Nullable String proxy;

  @Option(
      names = "--netrc",
      paramLabel = "FILE",
      description =
          "Logins for hosts, in the format of ~/.netrc; the file must be private (mode 600).")
  private @Nullable Path netrc;

  @Option(
      names = "--header",
      paramLabel = "FIELD",
      description =
          "A header for one host, 'HOST: NAME: VALUE'; @FILE reads them from a private file (mode 600);"
              + " repeatable.")
  private List<String> headers = List.of();

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description =
          "PEM file of certificate authorities to trust, besides the system's and those of $CURL_CA_BUNDLE and"
              + " $SSL_CERT_FILE.")
  private @Nullable Path cacert;

  @Option(
      names = "--insecure-host",
      paramLabel = "HOST",
      description = "Accept any certificate from this host; repeatable.")
  private List<String> insecureHosts = List.of();

  @Option(
      names = "--user-agent",
      paramLabel = "TEXT",
      description = "User-Agent sent to servers (default: mos-ingest/VERSION).")
  private @Nullable String userAgent;

  @Option(
      names = "--public-only",
      description =
          "Connect only to public addresses, not to private, loopback, link-local or multicast ones.")
  private boolean publicOnly;

  /**
   * Settings with what these options say.
   *
   * @param env the environment
   * @throws IllegalArgumentException if an option cannot be used; the message holds no secret
   */
  public TransferSettings applyTo(TransferSettings settings, Map<String, String> env) {
    TransferSettings reaching =
        settings.withReach(
            Reach.of(
                env,
                Optional.ofNullable(proxy),
                Optional.ofNullable(netrc),
                headers,
                Optional.ofNullable(cacert),
                insecureHosts,
                publicOnly));
    return userAgent == null ? reaching : reaching.withUserAgent(userAgent);
  }

  /** Warns of hosts whose certificates prove nothing. */
  public void warn() {
    for (String host : insecureHosts) {
      LoggerFactory.getLogger(ReachOptions.class)
          .warn("any certificate is accepted from {}, as --insecure-host says", host);
    }
  }

  /**
   * Makes sure that none of these is given where an external curl does the transfers.
   *
   * @throws IllegalArgumentException if one is
   */
  public void refuseForCurl() {
    if (!given().isEmpty()) {
      throw new IllegalArgumentException(
          "--proxy, --netrc, --header, --cacert, --insecure-host, --user-agent and --public-only need the"
              + " native transfers; leave them out, or --curl-bin. curl reads its proxies from the environment");
    }
  }

  /** The names of those that are given. */
  public List<String> given() {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put("--proxy", proxy != null);
    all.put("--netrc", netrc != null);
    all.put("--header", !headers.isEmpty());
    all.put("--cacert", cacert != null);
    all.put("--insecure-host", !insecureHosts.isEmpty());
    all.put("--user-agent", userAgent != null);
    all.put("--public-only", publicOnly);
    return all.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Arguments as they may be kept: a header field without its value, a proxy without its login. */
  public List<String> withoutSecrets(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (String argument : arguments) {
      String shown = argument;
      for (String header : headers) {
        if (!header.startsWith("@")) {
          shown = shown.replace(header, SecretText.ofField(header));
        }
      }
      if (proxy != null && proxy.contains("@")) {
        shown = shown.replace(proxy, SecretText.ofUrl(proxy));
      }
      kept.add(shown);
    }
    return kept;
  }
}
