package org.mosingest.daemon.known;

/**
 * How much of what is known a run believes. What it learns itself is remembered whatever it
 * believes.
 */
public enum Trust {
  /** All. */
  ALL,
  /** All but that a clip is broken: somebody wants to know whether it still is. */
  ALL_BUT_BROKEN,
  /** Nothing: all is looked at again. */
  NOTHING
}
