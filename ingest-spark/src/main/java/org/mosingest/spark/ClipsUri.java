package org.mosingest.spark;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address below which clips are kept in a Hadoop file system. */
final class ClipsUri {

  /** Before the {@code @} these have the name of a container. */
  private static final Set<String> CONTAINERS = Set.of("abfs", "abfss", "wasb", "wasbs");

  private ClipsUri() {}

  /**
   * Checks an address as it was given. What is refused is not repeated: it may hold a password.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  static URI parse(String given) {
    URI uri;
    try {
      uri = new URI(given);
    } catch (URISyntaxException e) {
      // Without the cause, which repeats the address.
      throw refused(
          "it is not a URI; write a space as %20, and other characters that URIs do not have"
              + " likewise");
    }
    if (uri.getScheme() == null || uri.isOpaque() || uri.getRawPath() == null) {
      throw refused(
          "it has to begin with a scheme and an absolute path, such as s3a://BUCKET/PATH");
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    boolean container =
        CONTAINERS.contains(uri.getScheme().toLowerCase(Locale.ROOT))
            && authority.lastIndexOf(':', Math.max(0, at)) < 0;
    if (at >= 0 && !container) {
      throw refused(
          "it contains a user name or password; give these to Hadoop in its configuration (--conf"
              + " spark.hadoop.K=V) or environment");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("it must not have a query or fragment");
    }
    // Hadoop takes an address without a path for one below the user's home.
    return uri.getRawPath().isEmpty() ? URI.create(given + "/") : uri;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("--clips-at cannot be used: " + why);
  }
}
