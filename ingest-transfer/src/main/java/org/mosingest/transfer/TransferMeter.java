package org.mosingest.transfer;

/** Told of bytes as they pass, from many threads at once; must be quick and must not throw. */
public interface TransferMeter {

  /** That many bytes came over the network. */
  void received(long bytes);

  /** That many bytes of an earlier attempt were continued instead of fetched again. */
  void resumed(long bytes);
}
