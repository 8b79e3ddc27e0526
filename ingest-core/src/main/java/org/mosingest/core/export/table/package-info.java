/** Rows as tables that other programs read, a class for each format. */
@NullMarked
package org.mosingest.core.export.table;

import org.jspecify.annotations.NullMarked;
