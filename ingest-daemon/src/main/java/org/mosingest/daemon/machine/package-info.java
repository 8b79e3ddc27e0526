/**
 * What of this machine a run may have to wait for, rather than blame a clip: room on the disk, the
 * network, room for the run's own files.
 */
@NullMarked
package org.mosingest.daemon.machine;

import org.jspecify.annotations.NullMarked;
