package org.mosingest.cli.demo;

/**
 * What goes wrong with a clip of the {@link DemoServer}. "Once" is for the first GET of that clip;
 * later ones are fine.
 */
public enum DemoFault {
  /** Nothing: the clip is served, whole or in ranges. */
  NONE,
  /** Always 404. */
  NOT_FOUND,
  /** Always 410. */
  GONE,
  /** Once: half of the body, then the connection is closed. */
  DROPPED_CONNECTION,
  /** Once: a third of the body, then nothing more, over an open connection. */
  STALL,
  /** Once: 503 with {@code Retry-After: 1}. */
  BUSY,
  /** Always 200 with a web page in the place of the clip. */
  HTML_PAGE,
  /** Always 302 to another path, where the clip is. */
  REDIRECT
}
