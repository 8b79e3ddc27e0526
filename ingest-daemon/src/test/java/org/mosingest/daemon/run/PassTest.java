package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;

/** Which rows a pass takes up, and which of them count as the first of their clip. */
class PassTest {

  /** Rows of clips a, b, a, a, b. */
  private static List<ManifestRow> rows() {
    List<ManifestRow> rows = new ArrayList<>();
    int[] first = {0, 1, 0, 0, 1};
    for (int i = 0; i < first.length; i++) {
      Clip clip = new Clip("clips", new ClipName(first[i] + ".mp4"), "", first[i] + ".mp4");
      rows.add(new ManifestRow(i, clip, new Opinion(1, 0, 0), first[i]));
    }
    return rows;
  }

  @Test
  void aClipWhoseFirstRowIsSettledIsHandledOnceForAllTheRest() {
    Pass pass =
        new Pass(Instant.EPOCH, Optional.empty(), 1, Optional.of(new Books(5, 1, 0, 0, 0)), 0);
    assertThat(pass.rowsOf(rows())).extracting(ManifestRow::firstIndex).containsExactly(1, 2, 2, 1);
    assertThat(pass.rowsOf(rows()))
        .extracting(ManifestRow::isRepeat)
        .containsExactly(false, false, true, true);
  }

  @Test
  void soItIsInARetryThatDoesNotTakeUpTheFirstRow() {
    Pass pass =
        new Pass(
            Instant.EPOCH,
            Optional.of(List.of(2, 3, 4)),
            0,
            Optional.of(new Books(5, 2, 0, 0, 0)),
            0);
    assertThat(pass.rowsOf(rows())).extracting(ManifestRow::firstIndex).containsExactly(2, 2, 4);
    assertThat(pass.rowsOf(rows())).extracting(ManifestRow::index).containsExactly(2, 3, 4);
    assertThat(pass.place(4)).isEqualTo(2);
    assertThat(pass.place(0)).isNegative();
  }
}
