/**
 * What a user can set, by names of its own: the lower rooms say which setting would mend a fault,
 * and who talks to the user says how it is set.
 */
@NullMarked
package org.mosingest.core.setting;

import org.jspecify.annotations.NullMarked;
