/** Learning what a clip holds: the probe and its engines. */
@NullMarked
package org.mosingest.core.probe;

import org.jspecify.annotations.NullMarked;
