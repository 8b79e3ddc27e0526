/** What a user chooses of an export, and what is said of it. */
@NullMarked
package org.mosingest.cli.export;

import org.jspecify.annotations.NullMarked;
