/** Where a run's clips are, what they wait for, and what has come over the network so far. */
@NullMarked
package org.mosingest.daemon.watch;

import org.jspecify.annotations.NullMarked;
