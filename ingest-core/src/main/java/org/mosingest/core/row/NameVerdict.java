package org.mosingest.core.row;

/**
 * What became of a name read from a manifest: a {@link ClipName} that is safe to use, or a refusal
 * that says why.
 */
public sealed interface NameVerdict permits ClipName, NameVerdict.Refused {

  /**
   * A name that must not be used.
   *
   * @param why the reason, for a reader of the log; holds no raw control character
   */
  record Refused(String why) implements NameVerdict {}
}
