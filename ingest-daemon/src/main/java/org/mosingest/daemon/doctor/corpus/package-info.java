/** Checks of what a corpus says: its manifest, rows, labels, votes, and where its clips are. */
@NullMarked
package org.mosingest.daemon.doctor.corpus;

import org.jspecify.annotations.NullMarked;
