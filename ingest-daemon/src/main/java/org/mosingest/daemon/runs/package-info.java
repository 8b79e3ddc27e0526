/**
 * The runs of a long-running service: their states, what survives a restart, and who may do what to
 * them when.
 */
@NullMarked
package org.mosingest.daemon.runs;

import org.jspecify.annotations.NullMarked;
