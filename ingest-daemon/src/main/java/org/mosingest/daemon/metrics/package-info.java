/** What the service measures of itself, for Prometheus. */
@NullMarked
package org.mosingest.daemon.metrics;

import org.jspecify.annotations.NullMarked;
