package org.mosingest.daemon.runs;

import java.util.Map;

/**
 * A host's share in a run's failures.
 *
 * @param host its name in lower case; empty for clips without a usable URL
 * @param failures how many of its clips failed or are broken
 * @param reasons the same by the reason's fixed word
 */
public record HostFailures(String host, int failures, Map<String, Integer> reasons) {}
