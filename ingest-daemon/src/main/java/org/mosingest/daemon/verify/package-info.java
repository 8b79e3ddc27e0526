/**
 * The proof afterwards that an output's rows and the clips on disk still agree. Nothing is written,
 * neither in the corpus nor beside the output.
 */
@NullMarked
package org.mosingest.daemon.verify;

import org.jspecify.annotations.NullMarked;
