/** Help: how it is laid out, and what was meant where a name is not known. */
@NullMarked
package org.mosingest.cli.help;

import org.jspecify.annotations.NullMarked;
