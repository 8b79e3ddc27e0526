/**
 * Exports of a run's rows as a command or the service is asked for them: what can be asked, what is
 * refused before anything is written, and the exports that the service makes. {@link
 * org.mosingest.daemon.export.ExportPlan} and {@link org.mosingest.daemon.export.RunExports} are
 * the doors.
 */
@NullMarked
package org.mosingest.daemon.export;

import org.jspecify.annotations.NullMarked;
