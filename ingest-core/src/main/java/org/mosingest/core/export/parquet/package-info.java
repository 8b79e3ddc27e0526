/** Rows as Parquet. {@link org.mosingest.core.export.parquet.ParquetTable} is the door. */
@NullMarked
package org.mosingest.core.export.parquet;

import org.jspecify.annotations.NullMarked;
