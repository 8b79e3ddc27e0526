package org.mosingest.cli.demo;

import org.jspecify.annotations.Nullable;

/**
 * One request to the {@link DemoServer}, and what became of it so far.
 *
 * @param method {@code GET}, {@code HEAD}, ...
 * @param path the decoded path, from its slash on
 * @param range the {@code Range} header as it came, null without one
 * @param status the status of the answer, 0 as long as there is none
 * @param length the bytes of body that the answer announced
 * @param bytesSent the bytes of body handed to the connection; fewer than {@code length} for one
 *     that was cut short
 */
public record DemoRequest(
    String method, String path, @Nullable String range, int status, long length, long bytesSent) {

  /** Where {@link DemoFault#REDIRECT} leads to: this, then the clip's name. */
  static final String MOVED = "moved/";

  /** The name of the clip that was asked for, at its own address or where a redirect leads to. */
  public String clip() {
    return path.startsWith("/" + MOVED) ? path.substring(1 + MOVED.length()) : path.substring(1);
  }
}
