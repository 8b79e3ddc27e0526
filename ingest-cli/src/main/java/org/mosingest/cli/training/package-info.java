/**
 * What the program works on while Java records how it starts and works. The door is {@link
 * org.mosingest.cli.training.ServedClips}.
 */
@NullMarked
package org.mosingest.cli.training;

import org.jspecify.annotations.NullMarked;
