/** What a run can be asked for, each option declared once; and what one was asked. */
@NullMarked
package org.mosingest.core.options;

import org.jspecify.annotations.NullMarked;
