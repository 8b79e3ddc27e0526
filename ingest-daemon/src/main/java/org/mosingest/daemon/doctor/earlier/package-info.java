/** Checks of what earlier runs left: their output, their failures, their locks. */
@NullMarked
package org.mosingest.daemon.doctor.earlier;

import org.jspecify.annotations.NullMarked;
