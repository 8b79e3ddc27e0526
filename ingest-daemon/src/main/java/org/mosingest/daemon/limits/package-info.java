/** How much a service or run takes at a time, and how that is changed while it is at work. */
@NullMarked
package org.mosingest.daemon.limits;

import org.jspecify.annotations.NullMarked;
