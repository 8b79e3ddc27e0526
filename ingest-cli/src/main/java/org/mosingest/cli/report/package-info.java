/**
 * A corpus's report as a page, as Markdown or as JSON. The door is {@link
 * org.mosingest.cli.report.Report}.
 */
@NullMarked
package org.mosingest.cli.report;

import org.jspecify.annotations.NullMarked;
