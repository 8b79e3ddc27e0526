package org.mosingest.core.probe;

/**
 * What probes: fields can differ between versions, so a run records it.
 *
 * @param name {@code ffprobe}, or another engine's name
 * @param version as the engine tells it, {@code 8.1.2}; {@link #UNKNOWN_VERSION} of one that does
 *     not
 * @param binary where it lies; empty for an engine that is no program of its own
 */
public record ProbeEngine(String name, String version, String binary) {

  /** The version of an engine that does not tell it. */
  public static final String UNKNOWN_VERSION = "unknown";

  /** Whether what it finds can be told from what another one finds. */
  public boolean isVersionKnown() {
    return !version.equals(UNKNOWN_VERSION);
  }
}
