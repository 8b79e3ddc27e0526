/**
 * The runs of a long-running service, as others see them: what may be asked of them, in which
 * states they are, what is told of them.
 */
@NullMarked
package org.mosingest.daemon.runs;

import org.jspecify.annotations.NullMarked;
