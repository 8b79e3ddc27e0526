package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/** A pass that is taken up from a checkpoint that lags behind the output, as a kill leaves it. */
@Timeout(180)
class CutPassTest {

  private static final int CLIPS = 10;
  private static final Books ALL_WRITTEN = new Books(CLIPS, CLIPS, 0, 0, 0);

  @TempDir Path folder = Path.of("");

  private final FakeClipProbe probe = new FakeClipProbe();
  private final Engines engines =
      Engines.of(
          new WorkPool("download", 1, 1),
          Downloads.overOkHttp(TransferSettings.standard("test")),
          new WorkPool("probe", 1, 1),
          probe);

  @BeforeEach
  void makeCorpus() throws IOException {
    Files.createDirectories(folder.resolve("clips"));
    List<String> lines = new ArrayList<>(List.of("file_name,url,mos"));
    for (int i = 0; i < CLIPS; i++) {
      VideoFacts facts = new VideoFacts(640, 360, 25.0, 5.0, "yuv420p", "h264");
      Files.write(folder.resolve("clips/c" + i + ".mp4"), FakeClipProbe.video(facts, "c" + i));
      lines.add("c" + i + ".mp4,,3.0");
    }
    Files.write(folder.resolve("manifest.csv"), lines);
  }

  @AfterEach
  void stop() {
    engines.close();
  }

  private RunOptions options() {
    return RunOptions.of(KnownCorpora.standard(), folder).minRows(0).build();
  }

  private Path output() {
    return folder.resolve("konvid_150k.jsonl");
  }

  private IngestRun open(Pass pass) throws Exception {
    return IngestRun.open(options(), pass, engines, failure -> {});
  }

  private Books finish(Pass pass) throws Exception {
    try (IngestRun run = open(pass)) {
      RunResult result = run.execute(new Invocation("test", List.of()));
      assertThat(result.finished()).isTrue();
      return result.progress().books();
    }
  }

  @Test
  void rowsBeyondTheCheckpointCountAsWritten() throws Exception {
    Pass begun;
    try (IngestRun run = open(Pass.first(Instant.now()))) {
      begun = run.checkpoint().pass();
      run.execute(new Invocation("test", List.of()));
    }
    byte[] rows = Files.readAllBytes(output());
    assertThat(finish(begun)).isEqualTo(ALL_WRITTEN);
    assertThat(output()).hasBinaryContent(rows);
  }

  @Test
  void soTheyDoWhenItIsCutAgainBeforeItHasMetThemAll() throws Exception {
    Pass begun;
    try (IngestRun run = open(Pass.first(Instant.now()))) {
      begun = run.checkpoint().pass();
      run.execute(new Invocation("test", List.of()));
    }
    byte[] rows = Files.readAllBytes(output());
    // What is known of a clip is not probed, and there would be nowhere to cut.
    Files.delete(folder.resolve(KnownClips.FILE_NAME));
    Pass cutAgain = cutAt(begun, "c4.mp4");
    assertThat(cutAgain.done()).isEqualTo(4);
    assertThat(cutAgain.outputBytes()).isLessThan(rows.length);
    assertThat(finish(cutAgain)).isEqualTo(ALL_WRITTEN);
    assertThat(output()).hasBinaryContent(rows);
  }

  @Test
  void anOutputThatLostRowsIsFilledAgain() throws Exception {
    Pass cut = cutAt(Pass.first(Instant.now()), "c6.mp4");
    assertThat(cut.done()).isEqualTo(6);
    List<String> lines = Files.readAllLines(output());
    Files.write(output(), lines.subList(0, 2));
    assertThat(finish(cut)).isEqualTo(new Books(CLIPS, CLIPS - 2, 2, 0, 0));
    assertThat(Files.readAllLines(output())).hasSize(CLIPS);
  }

  @Test
  void aManifestThatGrewIsGoneThroughAgainAndItsOwnRowsCountAsWritten() throws Exception {
    Pass cut = cutAt(Pass.first(Instant.now()), "c6.mp4");
    Files.writeString(
        folder.resolve("manifest.csv"),
        Files.readString(folder.resolve("manifest.csv")) + "none.mp4,,3.0\n");
    assertThat(finish(cut)).isEqualTo(new Books(CLIPS + 1, CLIPS, 0, 1, 0));
  }

  @Test
  void theNextRunOverAManifestThatWasSortedAnewWritesWhatIsMissingAndNothingTwice()
      throws Exception {
    var _ = cutAt(Pass.first(Instant.now()), "c6.mp4");
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("manifest.csv")));
    Collections.reverse(lines.subList(1, lines.size()));
    Files.write(folder.resolve("manifest.csv"), lines);
    // As a command in the foreground begins: with nothing but the files.
    assertThat(finish(Pass.first(Instant.now())))
        .isEqualTo(new Books(CLIPS, CLIPS - 6, 6, 0, 0, 6));
    assertThat(Files.readAllLines(output())).hasSize(CLIPS).doesNotHaveDuplicates();
  }

  /** Runs until the probe meets a clip, and tells where that was. */
  private Pass cutAt(Pass from, String clip) throws Exception {
    FakeClipProbe.Gate gate = probe.holdAt(clip);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Throwable> fault = new AtomicReference<>();
    Pass reached;
    try (IngestRun run = open(from)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  run.execute(new Invocation("test", List.of()));
                } catch (Throwable e) {
                  fault.set(e);
                }
                over.countDown();
              });
      gate.awaitEntered();
      run.pause();
      boolean _ = run.awaitStill(Duration.ofMillis(300));
      reached = run.checkpoint().pass();
      run.stop();
      over.await();
    }
    gate.open();
    assertThat(fault.get()).isNull();
    return reached;
  }
}
