package org.mosingest.daemon.run;

/**
 * How a run ended.
 *
 * @param finished whether every row was settled; false if the run was stopped before
 * @param progress the final state
 */
public record RunResult(boolean finished, RunProgress progress) {}
