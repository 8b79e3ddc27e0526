/** The commands. They are thin: options in, a service called, an exit code out. */
@NullMarked
package org.mosingest.cli;

import org.jspecify.annotations.NullMarked;
