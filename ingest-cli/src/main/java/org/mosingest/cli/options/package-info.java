/** Options that several commands share. */
@NullMarked
package org.mosingest.cli.options;

import org.jspecify.annotations.NullMarked;
