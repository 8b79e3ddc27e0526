/** The work of a run on other machines: what an engine that does it must offer. */
@NullMarked
package org.mosingest.daemon.cluster;

import org.jspecify.annotations.NullMarked;
