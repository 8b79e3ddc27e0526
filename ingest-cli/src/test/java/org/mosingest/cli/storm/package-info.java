/** The program and the service under a storm of kills. */
@NullMarked
package org.mosingest.cli.storm;

import org.jspecify.annotations.NullMarked;
