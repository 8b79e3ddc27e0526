package org.mosingest.daemon.run;

import org.mosingest.core.ledger.OutcomeCount;

/**
 * How far a run is.
 *
 * @param pass where it could be taken up again: every row before is in the output or accounted for
 * @param ahead the outcomes known beyond that
 */
public record Reached(Pass pass, OutcomeCount ahead) {}
