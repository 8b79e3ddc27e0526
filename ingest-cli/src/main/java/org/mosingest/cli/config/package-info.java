/** Options of commands: from their declarations, the environment and a configuration file. */
@NullMarked
package org.mosingest.cli.config;

import org.jspecify.annotations.NullMarked;
