package org.mosingest.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.VideoFacts;
import org.slf4j.LoggerFactory;

@Timeout(180)
class KnownClipsTest {

  private static final ProbeEngine ENGINE = new ProbeEngine("libav", "8.1", "");
  private static final Clip CLIP = new Clip("clips", new ClipName("a.mp4"), "", "a.mp4");
  private static final ProbeOutcome VIDEO =
      new ProbeOutcome.Video(new VideoFacts(960, 540, 30000 / 1001.0, 8.033, "yuv420p", "h264"));
  private static final ProbeOutcome BROKEN =
      new ProbeOutcome.Broken(Reason.parse("no-video-stream"));

  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");
  private KnownClip learnt =
      new KnownClip(
          new ClipContent(org.mosingest.core.row.Sha256.of(new byte[32]), 0), Optional.empty());

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.mosingest");

  @BeforeEach
  void start() throws IOException {
    log.start();
    logger.setAdditive(false);
    logger.addAppender(log);
    file = folder.resolve("clips/a.mp4");
    Files.createDirectories(file.resolveSibling(""));
    write("the clip's bytes");
    learnt = new KnownClip(ClipContent.read(file), Optional.of(VIDEO));
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  /** A file whose bytes were last written long ago. */
  private void write(String bytes) throws IOException {
    Files.writeString(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00.123456789Z")));
  }

  private KnownClips open() {
    return open(ENGINE, Trust.ALL);
  }

  private KnownClips open(ProbeEngine engine, Trust trust) {
    return ClipMemory.open(folder, engine, trust);
  }

  private void remember(KnownClip what) {
    try (KnownClips known = open()) {
      known.remember(CLIP, file, known.sight(CLIP, file), what);
    }
  }

  private Optional<KnownClip> known() {
    return known(ENGINE, Trust.ALL);
  }

  private Optional<KnownClip> known(ProbeEngine engine, Trust trust) {
    try (KnownClips known = open(engine, trust)) {
      return known.sight(CLIP, file).known();
    }
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void whatWasLearntIsKnownInTheNextRunToTheLastDigit() {
    assertThat(known()).isEmpty();
    remember(learnt);
    assertThat(known()).contains(learnt);

    KnownClip broken = new KnownClip(learnt.content(), Optional.of(BROKEN));
    remember(broken);
    assertThat(known()).contains(broken);

    KnownClip unprobed = new KnownClip(learnt.content(), Optional.empty());
    remember(unprobed);
    assertThat(known()).contains(unprobed);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void nothingIsLeftBesideTheOneFile() throws IOException {
    remember(learnt);
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("clips", KnownClips.FILE_NAME);
    }
  }

  @Test
  void aClipIsNoLongerKnownOnceItWasWrittenTo() throws IOException {
    remember(learnt);
    try (RandomAccessFile clip = new RandomAccessFile(file.toFile(), "rw")) {
      clip.writeByte('T');
    }
    assertThat(known()).isEmpty();
  }

  @Test
  void aWriterWhoPutsTheTimeBackIsNoticed() throws IOException {
    remember(learnt);
    FileTime before = Files.getLastModifiedTime(file);
    write("THE CLIP'S BYTES");
    Files.setLastModifiedTime(file, before);
    assertThat(known()).isEmpty();
  }

  @Test
  void aReplacedClipIsNoticed() throws IOException {
    remember(learnt);
    Path other = Files.copy(file, file.resolveSibling("other"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(known()).isEmpty();
  }

  @Test
  void aClipThatChangesWhileItIsReadIsNotRemembered() throws IOException {
    try (KnownClips known = open()) {
      Sighting sighting = known.sight(CLIP, file);
      write("other bytes of it");
      known.remember(CLIP, file, sighting, learnt);
    }
    assertThat(known()).isEmpty();
  }

  @Test
  void aClipWrittenThisVeryMomentIsDistrusted() throws IOException {
    try (KnownClips known = open()) {
      Files.writeString(file, "just now");
      Sighting sighting = known.sight(CLIP, file);
      assertThat(sighting.stamp()).isEmpty();
      known.remember(CLIP, file, sighting, learnt);
    }
    assertThat(known()).isEmpty();
  }

  /** Times in milliseconds; those of a coarse clock are whole seconds. */
  @ParameterizedTest
  @CsvSource({
    // Written, then renamed, 3 s apart: whatever is written from then on sets both times to the
    // same.
    "7000.5, 10000.5, 10000.5, true",
    "13000.5, 10000.5, 10000.5, true",
    // A fine clock, 50 and 200 ms ago.
    "10000.5, 10000.5, 10050.5, false",
    "10000.5, 10000.5, 10200.5, true",
    "10000.5, 10150.5, 10200.5, false",
    // A clock of whole seconds, 1 and 3 s ago.
    "10000, 10000, 11000, false",
    "10000, 10000, 13000, true",
    // Changed later than the moment known to have passed.
    "10000.5, 10000.5, 9000.5, false",
  })
  void onlyAStampThatShowsEveryChangeIsTrusted(
      double modified, double changed, double now, boolean trusted) {
    ClipStamp stamp = new ClipStamp(1, (long) (modified * 1e6), (long) (changed * 1e6), 1);
    assertThat(stamp.showsEveryChange((long) (now * 1e6))).isEqualTo(trusted);
  }

  @Test
  void anotherEnginesOrVersionsFindingsAreNotBelieved() {
    remember(learnt);
    Optional<KnownClip> contentOnly =
        Optional.of(new KnownClip(learnt.content(), Optional.empty()));
    assertThat(known(new ProbeEngine("libav", "8.2", ""), Trust.ALL)).isEqualTo(contentOnly);
    assertThat(known(new ProbeEngine("ffprobe", "8.1", "/bin/ffprobe"), Trust.ALL))
        .isEqualTo(contentOnly);
    assertThat(known()).contains(learnt);
  }

  @Test
  void anEngineWithoutAVersionIsNeverBelieved() {
    ProbeEngine script = new ProbeEngine("ffprobe", ProbeEngine.UNKNOWN_VERSION, "/bin/script");
    try (KnownClips known = open(script, Trust.ALL)) {
      known.remember(CLIP, file, known.sight(CLIP, file), learnt);
    }
    assertThat(known(script, Trust.ALL))
        .contains(new KnownClip(learnt.content(), Optional.empty()));
  }

  @Test
  void trustBoundsWhatIsBelievedAndNotWhatIsLearnt() {
    remember(learnt);
    assertThat(known(ENGINE, Trust.NOTHING)).isEmpty();
    assertThat(known(ENGINE, Trust.ALL_BUT_BROKEN)).contains(learnt);

    KnownClip broken = new KnownClip(learnt.content(), Optional.of(BROKEN));
    try (KnownClips known = open(ENGINE, Trust.NOTHING)) {
      known.remember(CLIP, file, known.sight(CLIP, file), broken);
    }
    assertThat(known()).contains(broken);
    assertThat(known(ENGINE, Trust.ALL_BUT_BROKEN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ffprobe-failed: rc=1: a.mp4: Invalid data found when processing input | true",
        "ffprobe-failed: rc=1 | true",
        "no-video-stream | true",
        "no-picture-size | true",
        "ffprobe-failed: rc=1: a.mp4: Cannot allocate memory | false",
        "ffprobe-failed: rc=1: a.mp4: Input/output error | false",
        "ffprobe-failed: rc=137 | false",
        "ffprobe-failed: rc=13: x | false",
        "ffprobe-not-json | false",
        "probe-timeout: no answer within 60 s | false",
      })
  void aVerdictThatIsTheMomentsIsForgotten(String reason, boolean lasts) {
    remember(
        new KnownClip(
            learnt.content(), Optional.of(new ProbeOutcome.Broken(Reason.parse(reason)))));
    assertThat(known().orElseThrow().probed().isPresent()).isEqualTo(lasts);
  }

  @Test
  void ofAKilledRunAllButTheLastSecondIsKnown() throws IOException {
    int clips = 2_500;
    Path copy = folder.resolve("copy");
    try (KnownClips known = open()) {
      for (int i = 0; i < clips; i++) {
        Clip clip = new Clip("clips", new ClipName(i + ".mp4"), "", i + ".mp4");
        known.remember(clip, file, known.sight(clip, file), learnt);
      }
      // What kill -9 leaves is what is on the disk now.
      Files.createDirectories(copy);
      for (String suffix : List.of("", "-wal")) {
        Files.copy(
            folder.resolve(KnownClips.FILE_NAME + suffix),
            copy.resolve(KnownClips.FILE_NAME + suffix));
      }
    }
    try (KnownClips known = ClipMemory.open(copy, ENGINE, Trust.ALL)) {
      long survivors = 0;
      for (int i = 0; i < clips; i++) {
        Clip clip = new Clip("clips", new ClipName(i + ".mp4"), "", i + ".mp4");
        survivors += known.sight(clip, file).known().isPresent() ? 1 : 0;
      }
      // A commit comes a thousand clips after the last one at the latest, by the clock perhaps
      // before.
      assertThat(survivors).isGreaterThan(clips - 1_000L).isLessThanOrEqualTo(clips);
    }
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no database",
        "cut short",
        "zeros in the middle",
        "another program's",
        "of a newer version"
      })
  void oneThatCannotBeUsedIsReportedOnceAndReplaced(String fault) throws Exception {
    remember(learnt);
    Path database = folder.resolve(KnownClips.FILE_NAME);
    switch (fault) {
      case "no database" ->
          Files.writeString(database, "some text that somebody wrote here\n".repeat(1000));
      case "cut short" -> cut(database, Files.size(database) - 5000);
      case "zeros in the middle" -> zero(database, 4096, (int) Files.size(database) - 4096);
      case "another program's" -> {
        Files.delete(database);
        sql(database, "CREATE TABLE theirs (x)");
      }
      default -> sql(database, "PRAGMA user_version = 2");
    }
    byte[] before = Files.readAllBytes(database);

    // The fault may show at the opening or at the first look.
    assertThat(known()).isEmpty();

    assertThat(warnings()).hasSizeBetween(1, 2).anyMatch(line -> line.contains("unreadable"));
    assertThat(folder.resolve(KnownClips.FILE_NAME + ".unreadable")).exists();
    if (!fault.equals("another program's")) {
      assertThat(Files.readAllBytes(folder.resolve(KnownClips.FILE_NAME + ".unreadable")))
          .hasSameSizeAs(before);
    }
    remember(learnt);
    assertThat(known()).contains(learnt);
  }

  @Test
  void oneThatIsInUseIsReportedOnceAndDoneWithout() throws Exception {
    remember(learnt);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(KnownClips.FILE_NAME));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThat(known()).isEmpty();
      remember(learnt);
      assertThat(warnings()).hasSize(2).allMatch(line -> line.contains("locked"));
    }
    assertThat(known()).contains(learnt);
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(folder.resolve(KnownClips.FILE_NAME), elsewhere);
    remember(learnt);
    assertThat(known()).isEmpty();
    assertThat(elsewhere).doesNotExist();
    assertThat(warnings()).hasSize(2).allMatch(line -> line.contains("not a regular file"));
  }

  @Test
  void aFolderWithAnOddNameHoldsItToo() throws IOException {
    folder = Files.createDirectories(folder.resolve("what? 100%20 #1; ümläut"));
    remember(learnt);
    assertThat(folder.resolve(KnownClips.FILE_NAME)).isRegularFile();
    assertThat(known()).contains(learnt);
  }

  @Test
  void deletingItCostsTheKnowledgeAndNothingElse() throws IOException {
    remember(learnt);
    Files.delete(folder.resolve(KnownClips.FILE_NAME));
    assertThat(known()).isEmpty();
    remember(learnt);
    assertThat(known()).contains(learnt);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void whatOneDeletesDuringARunIsMissedByNobody() throws IOException {
    try (KnownClips known = open()) {
      Files.delete(folder.resolve(KnownClips.FILE_NAME));
      Files.delete(folder.resolve(KnownClips.FILE_NAME + "-wal"));
      known.remember(CLIP, file, known.sight(CLIP, file), learnt);
    }
    assertThat(known()).isEmpty();
  }

  private static void sql(Path database, String command) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = other.createStatement()) {
      statement.execute(command);
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private static void zero(Path file, int from, int length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(from);
      open.write(new byte[length]);
    }
  }
}
