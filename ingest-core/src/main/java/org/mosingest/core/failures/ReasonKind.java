package org.mosingest.core.failures;

/** What a reason is about, which decides what becomes of the clip. */
public enum ReasonKind {
  /** A host answered, but not with the clip. */
  ANSWER,
  /** No answer, or one that broke off: the host or the network. */
  SILENCE,
  /** The manifest alone, or an archive's list: once that says otherwise, the reason is void. */
  MANIFEST,
  /** This machine, or the moment: the same clip may do the next time. */
  MACHINE,
  /** The clip's bytes: the same bytes will be of no use the next time too. */
  CONTENT
}
