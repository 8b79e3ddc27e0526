/**
 * A clip's file: what stands at its place, whether it is still what it was, what it holds. For any
 * engine: nothing here knows of pools, runs or a service.
 */
@NullMarked
package org.mosingest.core.clip;

import org.jspecify.annotations.NullMarked;
