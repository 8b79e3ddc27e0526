/** A run carried out by the command that was given: shown, logged and ended in good order. */
@NullMarked
package org.mosingest.cli.foreground;

import org.jspecify.annotations.NullMarked;
