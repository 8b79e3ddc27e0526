package org.mosingest.core.options;

import java.nio.file.Path;
import java.util.List;

/**
 * How servers are reached: start options of {@code run}, {@code doctor} and {@code daemon}. One is
 * added by a constant here and its place in {@link #ALL}.
 */
public final class ReachOption {

  public static final Option<String> PROXY =
      option(
          "proxy",
          OptionTypes.text("URL"),
          "A proxy for all requests: http://[NAME:PASSWORD@]HOST:PORT or socks5://HOST:PORT (default: $http_proxy,"
              + " $https_proxy, $all_proxy; none for the hosts in $no_proxy)");

  public static final Option<Path> NETRC =
      option(
          "netrc",
          OptionTypes.path("FILE"),
          "Logins for hosts, in the format of ~/.netrc; the file must be private (mode 600)");

  public static final Option<List<String>> HEADER =
      option(
              "header",
              OptionTypes.several(OptionTypes.text("FIELD")),
              "A header for one host, 'HOST: NAME: VALUE'; @FILE reads them from a private file (mode 600);"
                  + " repeatable")
          .hiding(SecretPart.FIELD);

  public static final Option<Path> CACERT =
      option(
          "cacert",
          OptionTypes.path("FILE"),
          "PEM file of certificate authorities to trust, besides the system's and those of $CURL_CA_BUNDLE and"
              + " $SSL_CERT_FILE");

  public static final Option<List<String>> INSECURE_HOST =
      option(
          "insecure-host",
          OptionTypes.several(OptionTypes.text("HOST")),
          "Accept any certificate from this host; repeatable");

  public static final Option<String> USER_AGENT =
      option("user-agent", OptionTypes.text("TEXT"), "User-Agent sent to servers")
          .otherwise("mos-ingest/VERSION");

  public static final Option<Boolean> PUBLIC_ONLY =
      option(
          "public-only",
          OptionTypes.flag(),
          "Connect only to public addresses, not to private, loopback, link-local or multicast ones");

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL =
      List.of(PROXY, NETRC, HEADER, CACERT, INSECURE_HOST, USER_AGENT, PUBLIC_ONLY);

  private ReachOption() {}

  private static <T> Option<T> option(String name, OptionType<T> type, String help) {
    return Option.ofStart(name, type, OptionGroup.REACH, help);
  }
}
