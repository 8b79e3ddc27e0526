package org.mosingest.core.export.shard;

/**
 * A shard that is to be written.
 *
 * @param name its file name
 * @param part the part of the split that it belongs to; empty where nothing is split
 * @param from its first sample's place in the order of all
 * @param count how many samples it holds
 * @param sizeBytes the archive's size
 */
record Shard(String name, String part, int from, int count, long sizeBytes) {}
