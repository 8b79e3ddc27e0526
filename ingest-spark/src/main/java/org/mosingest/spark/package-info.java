/** The work of a run as jobs of Apache Spark; the only place that knows of it. */
@NullMarked
package org.mosingest.spark;

import org.jspecify.annotations.NullMarked;
