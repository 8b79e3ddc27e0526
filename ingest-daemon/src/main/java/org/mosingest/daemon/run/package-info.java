/** One pass over one corpus: admission, the clip's way through the pools, sequencer, writer. */
@NullMarked
package org.mosingest.daemon.run;

import org.jspecify.annotations.NullMarked;
