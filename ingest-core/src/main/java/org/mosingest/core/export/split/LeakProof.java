package org.mosingest.core.export.split;

/**
 * What was held against each other and found in one part of a split only.
 *
 * @param hashes how many different contents
 * @param groups how many groups; 0 where none were asked for
 * @param alone rows whose name is in no group
 */
public record LeakProof(int hashes, int groups, long alone) {}
