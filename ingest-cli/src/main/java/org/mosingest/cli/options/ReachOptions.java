package org.mosingest.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.ReachOption;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;
import org.slf4j.LoggerFactory;

/**
 * What a command's options say of how servers are reached.
 *
 * @param values of all its options
 */
record ReachOptions(OptionValues values) {

  /**
   * Settings with what these options say.
   *
   * @param env the environment
   * @throws IllegalArgumentException if an option cannot be used; the message holds no secret
   */
  TransferSettings applyTo(TransferSettings settings, Map<String, String> env) {
    TransferSettings reaching =
        settings.withReach(
            Reach.of(
                env,
                values.findText(ReachOption.PROXY),
                values.find(ReachOption.NETRC),
                values.find(ReachOption.HEADER).orElse(List.of()),
                values.find(ReachOption.CACERT),
                insecureHosts(),
                values.find(ReachOption.PUBLIC_ONLY).orElse(false)));
    return values.find(ReachOption.USER_AGENT).map(reaching::withUserAgent).orElse(reaching);
  }

  private List<String> insecureHosts() {
    return values.find(ReachOption.INSECURE_HOST).orElse(List.of());
  }

  /** Warns of hosts whose certificates prove nothing. */
  void warn() {
    for (String host : insecureHosts()) {
      LoggerFactory.getLogger(ReachOptions.class)
          .warn("any certificate is accepted from {}, as --insecure-host says", host);
    }
  }

  /**
   * Makes sure that none of these is given where an external curl does the transfers.
   *
   * @throws IllegalArgumentException if one is
   */
  void refuseForCurl() {
    if (!given().isEmpty()) {
      throw new IllegalArgumentException(
          ReachOption.ALL.stream().map(Option::flag).collect(Collectors.joining(", "))
              + " need the built-in downloader; omit them, or --curl-bin. curl reads its proxies from the environment");
    }
  }

  /** The names of those that are given. */
  List<String> given() {
    return ReachOption.ALL.stream()
        .filter(option -> values.find(option).filter(value -> !value.equals(false)).isPresent())
        .map(Option::flag)
        .toList();
  }

  /** Arguments as they may be kept: a header field without its value, a proxy without its login. */
  List<String> withoutSecrets(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (String argument : arguments) {
      String shown = argument;
      for (String field : values.find(ReachOption.HEADER).orElse(List.of())) {
        shown = shown.replace(field, ReachOption.HEADER.secret().masked(field));
      }
      String proxy = values.findText(ReachOption.PROXY).orElse("");
      if (proxy.contains("@")) {
        shown = shown.replace(proxy, ReachOption.PROXY.secret().masked(proxy));
      }
      kept.add(shown);
    }
    return kept;
  }
}
