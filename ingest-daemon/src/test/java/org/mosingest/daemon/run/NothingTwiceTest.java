package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.OpenWatch;
import org.mosingest.transfer.Replies;

/** Runs over clips that an earlier run has met. What is opened is heard from the kernel. */
@EnabledOnOs(OS.LINUX)
class NothingTwiceTest extends RunTestBase {

  /** The usual: a clip that has lain there for a while. */
  private void old(String... names) throws IOException {
    for (String name : names) {
      Files.setLastModifiedTime(
          bed.clip(name), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }
  }

  private CorpusBed threeAndABrokenOne() throws IOException {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0");
    bed.local("broken.mp4", new byte[] {1, 2, 3}, "1.0")
        .local("c.mp4", CorpusBed.fake(3), "3.0")
        .write();
    old("a.mp4", "b.mp4", "broken.mp4", "c.mp4");
    return bed;
  }

  private Set<String> openedBy(RunOptions options) throws Exception {
    try (OpenWatch watch = new OpenWatch(bed.folder().resolve("clips"))) {
      run(options, fake);
      return clipsOpened(watch);
    }
  }

  /** All files that were opened but the lock of the folder itself. */
  private static Set<String> clipsOpened(OpenWatch watch) throws IOException {
    Set<String> names = new TreeSet<>(watch.opened());
    names.remove(".ingest-clips.lock");
    return names;
  }

  @Test
  void theFirstRunOpensAll() throws Exception {
    threeAndABrokenOne();
    assertThat(openedBy(options().build()))
        .containsExactly("a.mp4", "b.mp4", "broken.mp4", "c.mp4");
  }

  @Test
  void aSecondRunOpensNoClip() throws Exception {
    threeAndABrokenOne();
    Books first = books(run());
    List<String> lines = bed.lines();

    assertThat(openedBy(options().build())).isEmpty();

    assertThat(fake.calls()).isEqualTo(4);
    assertThat(bed.lines()).isEqualTo(lines);
    assertThat(books(run())).isEqualTo(new Books(4, 0, first.written(), 0, 1, first.written()));
    assertThat(warnings()).filteredOn(line -> line.contains("broken clip broken.mp4")).hasSize(3);
  }

  @Test
  void aLostOutputIsWrittenAgainByteForByteAndNoClipIsOpened() throws Exception {
    threeAndABrokenOne();
    run();
    List<String> lines = bed.lines();
    Files.delete(bed.output());

    assertThat(openedBy(options().build())).isEmpty();

    assertThat(bed.lines()).isEqualTo(lines);
  }

  @Test
  void onlyAChangedAndAReplacedClipAreOpenedAgain() throws Exception {
    threeAndABrokenOne();
    run();
    byte[] other = CorpusBed.fake(2).clone();
    other[other.length - 2] = '9';
    Files.write(bed.clip("b.mp4"), other);
    old("b.mp4");
    Path mended = Files.write(bed.folder().resolve("mended"), CorpusBed.fake(4));
    Files.move(mended, bed.clip("broken.mp4"), StandardCopyOption.REPLACE_EXISTING);
    old("broken.mp4");

    assertThat(openedBy(options().build())).containsExactly("b.mp4", "broken.mp4");
    assertThat(bed.lines()).hasSize(5);
    assertThat(bed.lines().getLast()).isEqualTo(CorpusBed.fakeLine("broken.mp4", 4, "1.0"));

    assertThat(openedBy(options().build())).isEmpty();
  }

  @Test
  void recheckOpensAllAndRemembersWhatItFinds() throws Exception {
    threeAndABrokenOne();
    run();
    assertThat(openedBy(options().recheck(true).build())).hasSize(4);
    assertThat(fake.calls()).isEqualTo(8);
    assertThat(openedBy(options().build())).isEmpty();
  }

  @Test
  void aDownloadedClipIsKnownFromTheMomentItIsThere() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
    }
    bed.write();
    run();
    assertThat(bed.lines()).isEqualTo(expected);

    Files.delete(bed.output());
    assertThat(openedBy(options().build())).isEmpty();
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aClipWhoseHashAloneIsKnownIsProbedAndNotReadForItsHash() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    old("a.mp4");
    run();
    Files.delete(bed.folder().resolve(KnownClips.FILE_NAME));
    // The output has its row: it is hashed and not probed.
    assertThat(openedBy(options().build())).containsExactly("a.mp4");
    Files.delete(bed.output());

    assertThat(openedBy(options().build())).containsExactly("a.mp4");

    assertThat(fake.calls()).isEqualTo(2);
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 1, "1.0"));
  }

  @Test
  void aRetryHearsAnewWhetherAClipIsBroken() throws Exception {
    threeAndABrokenOne();
    run();
    Pass retry =
        new Pass(
            Instant.now(),
            Optional.of(List.of(2)),
            0,
            Optional.of(new Books(4, 3, 0, 0, 0)),
            Pass.NO_ROWS_YET);
    try (OpenWatch watch = new OpenWatch(bed.folder().resolve("clips"));
        Engines engines = engines(fake);
        IngestRun run = IngestRun.open(options().build(), retry, engines, failure -> {})) {
      run.execute(new Invocation("retry", List.of()));
      assertThat(clipsOpened(watch)).containsOnly("broken.mp4");
    }
    assertThat(fake.callsFor("broken.mp4")).isEqualTo(2);
  }

  @Test
  void aMemoryThatIsRuinedInTheMiddleOfARunEndsNothing() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
      old(i + ".mp4");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
    }
    bed.write();
    run();
    Path database = bed.folder().resolve(KnownClips.FILE_NAME);
    byte[] bytes = Files.readAllBytes(database);
    java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0xA5);
    Files.write(database, bytes);
    Files.delete(bed.output());

    run();

    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(warnings())
        .filteredOn(line -> line.contains(KnownClips.FILE_NAME))
        .hasSizeBetween(1, 2);
    run();
    assertThat(openedBy(options().build())).isEmpty();
  }

  @Test
  void aUrlThatIsMendedIsAskedWhateverTheBadOneWasCalled() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1)));
    server.on("/b", Replies.file(CorpusBed.fake(2)));
    bed.row("a.mp4", "ftp://h/redirect/a.mp4", "1.0");
    bed.row("b.mp4", "ftp://h/plain/b.mp4", "2.0").write();
    assertThat(books(run(options().build(), fake))).isEqualTo(new Books(2, 0, 0, 2, 0));

    String manifest = Files.readString(bed.folder().resolve("manifest.csv"));
    Files.writeString(
        bed.folder().resolve("manifest.csv"),
        manifest
            .replace("ftp://h/redirect/a.mp4", server.url("/a"))
            .replace("ftp://h/plain/b.mp4", server.url("/b")));

    assertThat(books(run(options().build(), fake))).isEqualTo(new Books(2, 2, 0, 0, 0));
  }
}
