/** The corpora that can be read, and the reading of their manifests. */
@NullMarked
package org.mosingest.core.corpus;

import org.jspecify.annotations.NullMarked;
