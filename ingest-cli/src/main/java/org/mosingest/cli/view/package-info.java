/**
 * How runs look on a screen: numbers, tables, and a view that is redrawn in place. The only place
 * that knows terminals.
 */
@NullMarked
package org.mosingest.cli.view;

import org.jspecify.annotations.NullMarked;
