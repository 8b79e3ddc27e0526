package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.MoreCollectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.RangeServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.ZipMaker;

/** Runs that take their clips out of archives. */
final class ArchiveRunTest extends RunTestBase {

  private static final int CLIPS = 40;

  private RunOptions with(String... places) {
    List<ArchivePlace> all =
        Stream.of(places)
            .<ArchivePlace>map(
                place ->
                    place.startsWith("http")
                        ? new ArchivePlace.Remote(place)
                        : new ArchivePlace.Local(Path.of(place)))
            .toList();
    return options().retries(1).with(CorpusOption.ARCHIVE, all).build();
  }

  private RangeServer serve(byte[] archive) {
    RangeServer range = new RangeServer(archive, "\"v1\"");
    server.on("/a.zip", range);
    return range;
  }

  /** A fake clip of some length that does not deflate. */
  private static byte[] large(int number, int length) {
    byte[] noise = new byte[length];
    new Random(number).nextBytes(noise);
    byte[] start = CorpusBed.fake(number);
    System.arraycopy(start, 0, noise, 0, start.length);
    return noise;
  }

  private ZipMaker manyClips(int length) throws IOException {
    ZipMaker zip = new ZipMaker().wide();
    for (int i = 0; i < CLIPS; i++) {
      String name = "c%03d.mp4".formatted(i);
      bed.row(name, "", "3.5");
      if (i % 2 == 0) {
        zip.stored("videos/" + name, large(i, length));
      } else {
        zip.deflated("videos/" + name, large(i, length));
      }
    }
    bed.write();
    return zip;
  }

  private void assertAllThere(int length) {
    for (int i = 0; i < CLIPS; i++) {
      assertThat(bed.clip("c%03d.mp4".formatted(i))).hasBinaryContent(large(i, length));
    }
  }

  private List<String> clipFiles() throws IOException {
    try (Stream<Path> files = Files.list(bed.folder().resolve("clips"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void clipsComeOutOfARemoteArchiveForLittleMoreThanTheirBytes() throws Exception {
    byte[] archive = manyClips(60_000).bytes();
    RangeServer range = serve(archive);

    RunResult result = run(with(server.url("/a.zip")), fake);

    assertThat(books(result).written()).isEqualTo(CLIPS);
    assertAllThere(60_000);
    assertThat(clipFiles()).hasSize(CLIPS);
    // The tail, of which the directory is a part, and the members.
    assertThat(range.asked()).isLessThanOrEqualTo(65_633 + (long) (CLIPS * 60_000 * 1.05));
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.manifest.json")))
        .contains("directory_sha256", "\"members\" : 40");
  }

  @Test
  void neighboursAreFedByOneRequest() throws Exception {
    byte[] archive = manyClips(20_000).bytes();
    RangeServer range = serve(archive);

    try (Engines engines = engines(fake);
        IngestRun run = IngestRun.open(with(server.url("/a.zip")), engines)) {
      // All are admitted before the first is asked for.
      run.pause();
      Thread admitting = Thread.ofVirtual().start(() -> execute(run));
      run.resume();
      admitting.join();
    }

    assertAllThere(20_000);
    assertThat(range.requests()).isLessThan(CLIPS);
  }

  private static void execute(IngestRun run) {
    try {
      run.execute(new Invocation("ingest run", List.of()));
    } catch (MachineFaultException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLocalArchiveIsReadTheSameWay() throws Exception {
    Path archive = temporary.resolve("local.zip");
    Files.write(archive, manyClips(5_000).bytes());

    assertThat(books(run(with(archive.toString()), fake)).written()).isEqualTo(CLIPS);

    assertAllThere(5_000);
  }

  @Test
  void aRestartAsksForTheLastBytesOnly() throws Exception {
    RangeServer range = serve(manyClips(1_000).bytes());
    run(with(server.url("/a.zip")), fake);
    long before = range.asked();

    run(with(server.url("/a.zip")), fake);

    assertThat(range.asked() - before).isLessThan(200);
  }

  @Test
  void whatALinkInPlaceOfAKeptDirectorysTemporaryFilesLeadsToIsNotWrittenTo() throws Exception {
    serve(manyClips(1_000).bytes());
    run(with(server.url("/a.zip")), fake);
    Path kept = keptDirectory();
    byte[] directory = Files.readAllBytes(kept);
    Files.delete(kept);
    for (String suffix : List.of(".tmp", ".new")) {
      Files.createSymbolicLink(
          kept.resolveSibling(kept.getFileName() + suffix),
          Files.writeString(bed.folder().resolve("foreign" + suffix), "somebody's"));
    }

    run(with(server.url("/a.zip")), fake);

    assertThat(bed.folder().resolve("foreign.tmp")).hasContent("somebody's");
    assertThat(bed.folder().resolve("foreign.new")).hasContent("somebody's");
    assertThat(keptDirectory()).isRegularFile().hasBinaryContent(directory);
  }

  private Path keptDirectory() throws IOException {
    try (Stream<Path> files = Files.list(bed.folder())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(".archive-"))
          .collect(MoreCollectors.onlyElement());
    }
  }

  @Test
  void aReplyThatBreaksOffIsContinuedWithinTheMember() throws Exception {
    bed.row("a.mp4", "", "3.5").row("b.mp4", "", "3.5").write();
    RangeServer range =
        serve(
            new ZipMaker()
                .stored("a.mp4", large(1, 900_000))
                .deflated("b.mp4", large(2, 900_000))
                .bytes());
    range.cutAfter(300_000);

    RunResult result = run(with(server.url("/a.zip")), fake);

    assertThat(books(result).written()).isEqualTo(2);
    assertThat(bed.clip("a.mp4")).hasBinaryContent(large(1, 900_000));
    assertThat(bed.clip("b.mp4")).hasBinaryContent(large(2, 900_000));
    assertThat(clipFiles()).containsExactly("a.mp4", "b.mp4");
  }

  @Test
  void anArchiveThatChangesInMidRunEndsItAndBlamesNoClip() throws Exception {
    byte[] archive = manyClips(60_000).bytes();
    RangeServer range = serve(archive);
    try (Engines engines = engines(fake);
        IngestRun run = IngestRun.open(with(server.url("/a.zip")), engines)) {
      range.replace(Arrays.copyOf(archive, archive.length + 1), "\"v2\"");

      assertThatThrownBy(() -> run.execute(new Invocation("ingest run", List.of())))
          .isInstanceOf(MachineFaultException.class)
          .hasMessageContaining("was changed while the run read it");
    }
    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
  }

  @Test
  void whatIsNoArchiveEndsTheRunBeforeAnythingIsWritten() throws Exception {
    bed.row("a.mp4", "", "3.5").write();
    var before = CorpusBed.snapshot(bed.folder());
    server.on("/none.zip", new RangeServer(large(1, 100_000), "\"v1\""));
    server.on("/whole.zip", Replies.body(new ZipMaker().stored("a.mp4", large(1, 99)).bytes()));

    assertThatThrownBy(() -> run(with(server.url("/none.zip")), fake))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("it is not a ZIP");
    assertThatThrownBy(() -> run(with(server.url("/whole.zip")), fake))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("its server does not support byte ranges");
    assertThatThrownBy(() -> run(with(server.url("/gone.zip")), fake))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("http-404");
    assertThatThrownBy(() -> run(with(temporary.resolve("no.zip").toString()), fake))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("there is no such file");

    assertThat(CorpusBed.snapshot(bed.folder())).isEqualTo(before);
  }

  @Test
  void membersAreFoundByTheEndOfTheirPathsAndToldApartByTheRowsFolder() throws Exception {
    bed.row("a.mp4", "", "3.5").row("b.mp4", "", "3.5").row("c.mp4", "", "3.5");
    bed.row("sub/d.mp4", "", "3.5").row("e.mp4", server.url("/e.mp4"), "3.5").write();
    server.on("/e.mp4", Replies.body(CorpusBed.fake(5)));
    byte[] one =
        new ZipMaker()
            .stored("deep/down/a.mp4", CorpusBed.fake(1))
            .stored("x/clips/b.mp4", CorpusBed.fake(2))
            .stored("x/other/b.mp4", CorpusBed.fake(9))
            .stored("other/d.mp4", CorpusBed.fake(9))
            .stored("x\\sub\\d.mp4", CorpusBed.fake(4))
            .stored("xc.mp4", CorpusBed.fake(3))
            .bytes();
    Path two = temporary.resolve("two.zip");
    Files.write(two, new ZipMaker().deflated("also/xa.mp4", CorpusBed.fake(1)).bytes());
    serve(one);

    RunResult result = run(with(server.url("/a.zip"), two.toString()), fake);

    assertThat(bed.lines())
        .containsExactly(
            CorpusBed.fakeLine("a.mp4", 1, "3.5"),
            CorpusBed.fakeLine("b.mp4", 2, "3.5"),
            CorpusBed.fakeLine("d.mp4", 4, "3.5"),
            CorpusBed.fakeLine("e.mp4", 5, "3.5"));
    assertThat(books(result).skippedDownload()).isEqualTo(1);
    assertThat(Files.readString(bed.progress())).contains("not-in-archive");
  }

  @Test
  void eachHostileMemberFailsForItsOwnReasonAndTheOthersCome() throws Exception {
    String[] names = {
      "crc", "size", "bomb", "encrypted", "method", "overlap", "climbs", "twice", "header", "good"
    };
    for (String name : names) {
      bed.row(name + ".mp4", "", "3.5");
    }
    bed.write();
    byte[] clip = large(1, 3_000);
    serve(
        new ZipMaker()
            .stored("good.mp4", CorpusBed.fake(7))
            .stored("crc.mp4", clip, member -> member.withCrc(7))
            .stored("size.mp4", clip, member -> member.withSize(2_999))
            .deflated("bomb.mp4", new byte[1 << 20], member -> member.withSize(5_000))
            .stored("encrypted.mp4", clip, member -> member.withFlags(1))
            .stored("method.mp4", clip, member -> member.withMethod(93))
            .stored("overlap.mp4", clip, member -> member.at(0))
            .stored("../../climbs.mp4", clip)
            .stored("twice.mp4", clip)
            .stored("twice.mp4", clip)
            .stored("header.mp4", clip, member -> member.at(70))
            .bytes());

    RunResult result = run(with(server.url("/a.zip")), fake);

    assertThat(Files.readString(bed.progress()))
        .contains("archive-crc: crc.mp4")
        .contains("archive-damaged: size.mp4")
        .contains("archive-damaged: bomb.mp4 has more than the 5000 bytes")
        .contains("archive-encrypted: encrypted.mp4")
        .contains("archive-method: method.mp4 uses compression method 93")
        .contains("archive-damaged: overlap.mp4")
        .contains("climbs.mp4 in a.zip has a path that leads out of it")
        .contains("archive-ambiguous: twice.mp4");
    assertThat(books(result).written()).isLessThanOrEqualTo(1);
    assertThat(books(result).skippedDownload()).isGreaterThanOrEqualTo(9);
    assertThat(Files.exists(temporary.resolve("climbs.mp4"))).isFalse();
  }

  @Test
  void aClipThatTheArchiveDidNotHaveIsLookedForInTheNextOne() throws Exception {
    bed.row("a.mp4", "", "3.5").write();
    serve(new ZipMaker().stored("b.mp4", CorpusBed.fake(2)).bytes());
    assertThat(books(run(with(server.url("/a.zip")), fake)).written()).isZero();
    Path right = temporary.resolve("right.zip");
    Files.write(right, new ZipMaker().stored("a.mp4", CorpusBed.fake(1)).bytes());

    assertThat(books(run(with(server.url("/a.zip"), right.toString()), fake)).written())
        .isEqualTo(1);
  }

  @Test
  void aLongerHeaderThanTheDirectoryLetsExpectIsNoFault() throws Exception {
    bed.row("a.mp4", "", "3.5").row("b.mp4", "", "3.5").write();
    serve(
        new ZipMaker()
            .stored("a.mp4", large(1, 40_000), member -> member.withLocalExtra(20_000))
            .deflated("b.mp4", large(2, 40_000), member -> member.withLocalExtra(3_000))
            .bytes());

    assertThat(books(run(with(server.url("/a.zip")), fake)).written()).isEqualTo(2);
  }
}
