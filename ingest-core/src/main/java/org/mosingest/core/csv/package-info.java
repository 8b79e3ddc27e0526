/** CSV files: their rows and cells, and what is none. */
@NullMarked
package org.mosingest.core.csv;

import org.jspecify.annotations.NullMarked;
