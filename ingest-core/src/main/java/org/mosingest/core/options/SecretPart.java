package org.mosingest.core.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The part of an option's value that only a server may know. */
public enum SecretPart {
  /** A name and password before a host, in a URL or in what is short for one. */
  LOGIN {
    @Override
    public String masked(String text) {
      return BEFORE_HOST.matcher(text).replaceAll("$1" + MASK + "@");
    }
  },
  /** Name and value of a header field, {@code HOST: NAME: VALUE}; a file is shown as it is. */
  FIELD {
    @Override
    public String masked(String text) {
      if (text.startsWith("@")) {
        return text;
      }
      int host = text.indexOf(':');
      return host < 0 ? MASK : text.substring(0, host) + ": " + MASK;
    }
  },
  /**
   * Of a URL all but scheme, host and port: the path of a webhook may be what proves the sender.
   */
  ADDRESS {
    @Override
    public String masked(String text) {
      try {
        URI url = new URI(text);
        return url.getHost() == null
            ? MASK
            : url.getScheme()
                + "://"
                + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + "/"
                + MASK;
      } catch (URISyntaxException _) {
        return MASK;
      }
    }
  };

  private static final String MASK = "***";

  /** After a colon whatever there is: a password may hold what should have been escaped. */
  private static final Pattern BEFORE_HOST =
      Pattern.compile("(^|://)(?:[^/\\s:@]+:(?!//)\\S*|[^/\\s]*)@");

  /** The value as it may be shown. */
  public abstract String masked(String text);
}
