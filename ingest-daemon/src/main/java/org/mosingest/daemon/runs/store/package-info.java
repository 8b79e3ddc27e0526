/**
 * What a service keeps of its runs, and the database that holds it. Its door is {@link
 * org.mosingest.daemon.runs.store.RunStore}.
 */
@NullMarked
package org.mosingest.daemon.runs.store;

import org.jspecify.annotations.NullMarked;
