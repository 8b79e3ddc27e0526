/** Bounded work on virtual threads, shared fairly by the runs. */
@NullMarked
package org.mosingest.daemon.pool;

import org.jspecify.annotations.NullMarked;
