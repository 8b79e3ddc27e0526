/** Where the video of a web page lies: another program is asked. */
@NullMarked
package org.mosingest.transfer.page;

import org.jspecify.annotations.NullMarked;
