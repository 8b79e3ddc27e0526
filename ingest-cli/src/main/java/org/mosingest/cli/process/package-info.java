/** The process that a command is: its exit status, its signals, its streams and its log. */
@NullMarked
package org.mosingest.cli.process;

import org.jspecify.annotations.NullMarked;
