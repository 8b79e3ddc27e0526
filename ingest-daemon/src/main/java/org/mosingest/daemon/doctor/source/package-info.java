/** Checks of where clips come from: hosts, servers and archives, asked before a run asks them. */
@NullMarked
package org.mosingest.daemon.doctor.source;

import org.jspecify.annotations.NullMarked;
