package org.mosingest.transfer.http;

import org.mosingest.core.failures.Reason;

/**
 * What became of a manifest's URL cell: a {@link ClipUrl} that may be fetched, or a refusal that
 * says why.
 */
public sealed interface UrlVerdict permits ClipUrl, UrlVerdict.Refused {

  /**
   * A URL that must not be fetched.
   *
   * @param reason {@code bad-url: ...} as the progress file holds it; no raw control character, no
   *     credentials
   */
  record Refused(Reason reason) implements UrlVerdict {}
}
