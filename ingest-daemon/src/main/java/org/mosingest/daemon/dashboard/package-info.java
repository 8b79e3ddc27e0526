/** The dashboard's files as a browser gets them. {@link ChartLibrary} is for reports, too. */
@NullMarked
package org.mosingest.daemon.dashboard;

import org.jspecify.annotations.NullMarked;
