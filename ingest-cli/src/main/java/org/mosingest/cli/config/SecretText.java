package org.mosingest.cli.config;

import java.util.regex.Pattern;

/** Values of options as they may be shown: without what only a server may know. */
public final class SecretText {

  private static final String MASK = "***";

  /** A name and password before a host, in a URL or in what is short for one. */
  private static final Pattern LOGIN = Pattern.compile("(^|://)[^/\\s]*@");

  private SecretText() {}

  /** A header field, {@code HOST: NAME: VALUE}, without name and value; a file as it is. */
  public static String ofField(String field) {
    if (field.startsWith("@")) {
      return field;
    }
    int host = field.indexOf(':');
    return host < 0 ? MASK : field.substring(0, host) + ": " + MASK;
  }

  /** A URL without its login. */
  public static String ofUrl(String url) {
    return LOGIN.matcher(url).replaceAll("$1" + MASK + "@");
  }
}
