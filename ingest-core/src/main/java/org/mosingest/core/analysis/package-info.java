/**
 * What a corpus's rows came to, in figures: who was kept and who was lost, and whether what is lost
 * is of another kind than what is kept. Pure functions over rows; the door is {@link
 * org.mosingest.core.analysis.CorpusAnalysis}.
 */
@NullMarked
package org.mosingest.core.analysis;

import org.jspecify.annotations.NullMarked;
