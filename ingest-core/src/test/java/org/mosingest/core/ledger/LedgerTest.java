package org.mosingest.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** What becomes of rows, told without a file. */
final class LedgerTest {

  private static final VideoFacts VIDEO = new VideoFacts(4, 2, 25, 1, "yuv420p", "h264");

  private final Map<Sha256, Double> output = new HashMap<>();
  private final Map<Sha256, Long> own = new LinkedHashMap<>();

  @Test
  void ofRowsWithTheSameBytesTheFirstIsWritten() {
    List<ManifestRow> rows = rows(0, 1, 2);
    output.put(bytes(9), 3.5);
    Ledger ledger = ledger(rows);

    assertThat(ledger.enter(rows.get(0), ingested(7))).isInstanceOf(LedgerEntry.Append.class);
    assertThat(ledger.enter(rows.get(1), ingested(7))).isEqualTo(new LedgerEntry.Duplicate());
    assertThat(ledger.enter(rows.get(2), ingested(9))).isEqualTo(new LedgerEntry.Duplicate());
    assertThat(ledger.books()).isEqualTo(new Books(3, 1, 2, 0, 0, 1));
    assertThat(ledger.lostScores().count()).isEqualTo(2);
    assertThat(ledger.lostScores().example()).isEqualTo("1.mp4: 2.0, in the output 1.0");
  }

  @Test
  void aRepeatedRunFindsItsRowsAndKeepsDuplicatesForBytesThatComeTwice() {
    List<ManifestRow> rows = rows(0, 1, 2, 0);
    output.put(bytes(7), 0.0);
    output.put(bytes(9), 2.0);
    Ledger ledger = ledger(rows);

    for (Settlement settlement :
        List.of(
            new Settlement.Known(bytes(7)),
            new Settlement.Known(bytes(7)),
            ingested(9),
            new Settlement.Repeat())) {
      assertThat(ledger.enter(rows.get(ledger.books().settled()), settlement))
          .isEqualTo(new LedgerEntry.Duplicate());
    }

    assertThat(ledger.books()).isEqualTo(new Books(4, 0, 4, 0, 0, 2));
    assertThat(Outcomes.of(ledger.books(), OutcomeCount.NONE).duplicates()).isEqualTo(2);
  }

  @Test
  void aRepeatSharesTheFateOfItsClipUnderItsOwnIndex() {
    List<ManifestRow> rows = rows(0, 1, 0, 1);
    Ledger ledger = ledger(rows);
    var _ = ledger.enter(rows.get(0), failed(0, ClipFailure.Kind.DOWNLOAD));
    var _ = ledger.enter(rows.get(1), ingested(1));

    assertThat(ledger.enter(rows.get(2), new Settlement.Repeat()))
        .isInstanceOfSatisfying(
            LedgerEntry.Failed.class, entry -> assertThat(entry.failure().row()).isEqualTo(2));
    assertThat(ledger.enter(rows.get(3), new Settlement.Repeat()))
        .isEqualTo(new LedgerEntry.Duplicate());
    assertThat(ledger.books()).isEqualTo(new Books(4, 1, 1, 2, 0));
  }

  @Test
  void aRepeatOfARowThatWasNotEnteredIsAFault() {
    List<ManifestRow> rows = rows(0, 0);
    Ledger ledger = ledger(rows);
    assertThatThrownBy(() -> ledger.enter(rows.get(1), new Settlement.Repeat()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatACutOffPassAppendedCountsAsWrittenWhenItIsMetAgain() {
    List<ManifestRow> rows = rows(0, 1, 2);
    own.put(bytes(1), 100L);
    own.put(bytes(2), 200L);
    Ledger ledger = ledger(rows);
    var _ = ledger.enter(rows.get(0), failed(0, ClipFailure.Kind.BROKEN));
    assertThat(ledger.firstOwnRow()).hasValue(100);

    assertThat(ledger.enter(rows.get(1), ingested(1))).isEqualTo(new LedgerEntry.AppendedBefore());
    assertThat(ledger.firstOwnRow()).hasValue(200);
    assertThat(ledger.enter(rows.get(2), ingested(2))).isEqualTo(new LedgerEntry.AppendedBefore());
    assertThat(ledger.firstOwnRow()).isEmpty();
    assertThat(ledger.books()).isEqualTo(new Books(3, 2, 0, 0, 1));
  }

  /** Whatever comes in whatever mixture: each row counts once, and no bytes are appended twice. */
  @Test
  void theBooksAlwaysBalance() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      output.clear();
      own.clear();
      int[] first = new int[1 + random.nextInt(60)];
      for (int i = 0; i < first.length; i++) {
        int earlier = random.nextInt(i + 1);
        first[i] = random.nextInt(3) == 0 ? first[earlier] : i;
      }
      for (int i = 0; i < 10; i++) {
        output.put(bytes(i), 1.0);
        own.put(bytes(10 + i), (long) i);
      }
      List<ManifestRow> rows = rows(first);
      Ledger ledger = ledger(rows);
      Set<Sha256> appended = new HashSet<>();
      int entered = 0;
      for (ManifestRow row : rows) {
        Settlement settlement = row.isRepeat() ? new Settlement.Repeat() : any(random, row.index());
        LedgerEntry entry = ledger.enter(row, settlement);
        entered++;
        if (entry instanceof LedgerEntry.Append(ClipContent content, VideoFacts _)) {
          assertThat(appended.add(content.sha256())).as("seed %d", seed).isTrue();
          assertThat(output).doesNotContainKey(content.sha256());
          assertThat(own).doesNotContainKey(content.sha256());
        }
        assertThat(ledger.books().settled()).as("seed %d", seed).isEqualTo(entered);
      }
      assertThat(ledger.books().balance()).as("seed %d", seed).isTrue();
    }
  }

  private static Settlement any(Random random, int index) {
    return switch (random.nextInt(5)) {
      case 0 -> failed(index, ClipFailure.Kind.DOWNLOAD);
      case 1 -> failed(index, ClipFailure.Kind.BROKEN);
      case 2 -> new Settlement.Known(bytes(random.nextInt(10)));
      default -> ingested(random.nextInt(40));
    };
  }

  private Ledger ledger(List<ManifestRow> rows) {
    return new Ledger(
        new Books(rows.size(), 0, 0, 0, 0),
        rows,
        new Ledger.RowsBefore() {
          @Override
          public boolean has(Sha256 sha256) {
            return output.containsKey(sha256);
          }

          @Override
          public int olderPlace(Sha256 sha256) {
            return List.copyOf(output.keySet()).indexOf(sha256);
          }

          @Override
          public double mos(Sha256 sha256) {
            return output.getOrDefault(sha256, Double.NaN);
          }
        },
        own);
  }

  private static Settlement ingested(int bytes) {
    return new Settlement.Ingested(new ClipContent(bytes(bytes), 4), VIDEO);
  }

  private static Settlement failed(int row, ClipFailure.Kind kind) {
    return new Settlement.Failed(
        new ClipFailure(
            row,
            row + ".mp4",
            "",
            kind,
            Reason.of(ReasonWord.NO_URL),
            Instant.EPOCH,
            OptionalInt.empty(),
            0));
  }

  private static Sha256 bytes(int which) {
    return Sha256.of(Sha256.newDigest().digest(new byte[] {(byte) which}));
  }

  private static List<ManifestRow> rows(int... first) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      String name = first[i] + ".mp4";
      rows.add(
          new ManifestRow(
              i,
              new Clip("clips", new ClipName(name), "", name),
              new Opinion(i + 1, 0, 0),
              first[i]));
    }
    return rows;
  }
}
