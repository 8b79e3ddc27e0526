/**
 * What carries the runs of a service out: where each stands, whose turn it is, which corpora they
 * hold, what becomes of them when the service ends. Its door is {@link
 * org.mosingest.daemon.runs.registry.RunRegistry}.
 */
@NullMarked
package org.mosingest.daemon.runs.registry;

import org.jspecify.annotations.NullMarked;
