/** Who is told how runs end or stall: an HTTP server, a program of the operator's. */
@NullMarked
package org.mosingest.daemon.notify;

import org.jspecify.annotations.NullMarked;
