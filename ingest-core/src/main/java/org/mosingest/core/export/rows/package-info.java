/** The rows that are exported, as they are read from outputs, and where their clips lie. */
@NullMarked
package org.mosingest.core.export.rows;

import org.jspecify.annotations.NullMarked;
