/** Checks of what a run works with on this machine: disk, folders, file systems, programs. */
@NullMarked
package org.mosingest.daemon.doctor.machine;

import org.jspecify.annotations.NullMarked;
