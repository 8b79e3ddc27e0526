package org.mosingest.core.export;

/**
 * What a part of a split holds.
 *
 * @param name the part's name; empty where nothing is split
 * @param rows how many rows
 * @param meanMos their mean MOS; NaN without rows
 */
public record PartSummary(String name, long rows, double meanMos) {}
