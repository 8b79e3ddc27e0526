package org.mosingest.daemon.cluster;

import java.util.regex.Pattern;

/** Settings of a cluster whose values are neither shown nor kept. Stateless. */
public final class SecretSettings {

  /**
   * What their names hold, as a regular expression: whatever sounds secret, and options of a Java
   * machine, among which a secret may be.
   */
  public static final String SOUND = "(?i)secret|password|token|credential|key|extraJavaOptions";

  private static final Pattern SOUNDS = Pattern.compile(SOUND);

  /** Hadoop's own: what file systems take as a secret has names of all kinds. */
  private static final String OF_HADOOP = "spark.hadoop.";

  private SecretSettings() {}

  /** Whether the value of a setting of that name is kept back. */
  public static boolean isSecret(String name) {
    return name.startsWith(OF_HADOOP) || SOUNDS.matcher(name).find();
  }
}
