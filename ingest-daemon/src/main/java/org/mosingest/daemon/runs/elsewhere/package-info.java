/** Runs that another process carries out and tells of. */
@NullMarked
package org.mosingest.daemon.runs.elsewhere;

import org.jspecify.annotations.NullMarked;
