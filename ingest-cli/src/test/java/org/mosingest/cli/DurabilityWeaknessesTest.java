package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.transfer.Replies;

/** What a crash, a full disk, a second process or a second manifest may not do to an output. */
final class DurabilityWeaknessesTest extends WeaknessTestBase {

  @Test
  void w15EveryFileIsSyncedAndSoIsItsFolder() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1), "ETag: \"1\""));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    Path dump = temporary.resolve("syncs.jfr");

    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO).withoutStackTrace();
      recording.start();
      assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
      recording.stop();
      recording.dump(dump);
    }

    List<Path> synced =
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
            .map(event -> Path.of(event.getString("path")))
            .toList();
    assertThat(synced)
        .containsSubsequence(bed.clip("a.mp4.part"), bed.folder().resolve("clips"), bed.output())
        .containsSubsequence(bed.folder().resolve(".download-progress.json.tmp"), bed.folder())
        .containsSubsequence(
            bed.folder().resolve("konvid_150k.jsonl.failures.ndjson.tmp"), bed.folder())
        .containsSubsequence(
            bed.folder().resolve("konvid_150k.jsonl.manifest.json.tmp"), bed.folder());
  }

  @Test
  void w16ARowIsInTheFileAsSoonAsItIsItsTurn() throws Exception {
    for (int i = 0; i < 31; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.5");
    }
    bed.write();
    Path hangs = ffprobe("[ \"${clip##*/}\" = 30.mp4 ] && exec sleep 100");

    try (Child child = new Child.Setup(temporary).start(childArguments(hangs))) {
      CorpusBed.await("30 rows in the file", () -> lines() >= 30 || !child.isAlive());
      child.signal("KILL");
      assertThat(child.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    }

    assertThat(bed.lines()).hasSize(30);
    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 30 dedups");
    for (int i = 0; i < 31; i++) {
      assertThat(bed.lines().get(i)).isEqualTo(Scripts.line(i + ".mp4", i, "1.5"));
    }
  }

  private int lines() {
    try {
      return bed.lines().size();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void w17NothingIsGluedOntoACutLastLineAndAWholeOneIsKept() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0").write();
    run();
    List<String> whole = bed.lines();
    String text = Files.readString(bed.output());

    Files.writeString(bed.output(), text.substring(0, text.length() - 30));
    run();
    assertThat(bed.lines()).isEqualTo(whole);
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.torn")))
        .startsWith("{\"src\":\"b.mp4\"");

    Files.writeString(bed.output(), text.stripTrailing());
    assertSummary(run(), "0 rows, skipped 0 (download-failed), 0 (broken-clip), 2 dedups");
    assertThat(bed.lines()).isEqualTo(whole);
  }

  @Test
  void w18WhateverStandsInTheFilesTheRunBegins() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    byte[] strange =
        bytes("[1,2]\nnull\n\"text\"\n7\n{\"src\":\"\u00ff\u00fe\"}\n\n{\"src_sha256\":7}\n");
    Files.write(bed.output(), strange);
    byte[] notText = bytes("{\"a.mp4\": {\"state\": \"\u00ff\u00fe\"}}");
    Files.write(bed.progress(), notText);

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(Files.readAllBytes(bed.output())).startsWith(strange);
    assertThat(warnings())
        .anyMatch(line -> line.contains("5 lines are not JSON objects, the first is line 1"));
    assertThat(bed.folder().resolve(".download-progress.json.unreadable"))
        .hasBinaryContent(notText);
    assertThat(progress("a.mp4")).isEqualTo("done");
  }

  @Test
  void w19TwoRunsNeverWriteOneOutput() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    RunOptions other =
        RunOptions.of(KnownCorpora.standard(), Files.createDirectory(temporary.resolve("other")))
            .output(bed.output())
            .build();

    try (RunHold _ = RunHold.take(other)) {
      Ended ended = run();
      assertThat(ended.status()).isEqualTo(4);
      assertThat(ended.err()).contains("is held by another run");
      assertThat(bed.lines()).isEmpty();
    }
    assertThat(run().status()).isZero();
  }

  @Test
  void w20ACorrectedMosIsReportedAndTakenOverInANewOutput() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0").write();
    run();
    byte[] rows = Files.readAllBytes(bed.output());
    assertThat(replay("/stats/dedups_other_mos").asInt()).isZero();
    manifest("file_name,url,MOS,SD,n\na.mp4,,1.0,0.5,7\nb.mp4,,2.25,0.5,7\n");

    assertSummary(run(), "0 rows, skipped 0 (download-failed), 0 (broken-clip), 2 dedups");

    assertThat(bed.output()).hasBinaryContent(rows);
    assertThat(warnings())
        .anyMatch(
            line ->
                line.startsWith("1 duplicate has another MOS")
                    && line.contains("b.mp4: 2.25, in the output 2.0"));
    assertThat(replay("/stats/dedups_other_mos").asInt()).isEqualTo(1);

    Path corrected = temporary.resolve("corrected.jsonl");
    assertThat(run("--output=" + corrected).status()).isZero();
    assertThat(CorpusBed.withoutInstant(Files.readString(corrected)).lines())
        .containsExactly(Scripts.line("a.mp4", 1, "1.0"), Scripts.line("b.mp4", 2, "2.25"));

    // A clip that was replaced is other bytes: it gets its row, and the old one stays.
    Files.write(bed.clip("a.mp4"), CorpusBed.fake(3), StandardOpenOption.TRUNCATE_EXISTING);
    run();
    assertThat(Files.readAllBytes(bed.output())).startsWith(rows);
    assertThat(sources()).containsExactly("a.mp4", "b.mp4", "a.mp4");
  }
}
