package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.transfer.Replies;

/**
 * Clips that somebody touches while the run is at them, and places where something else stands than
 * a clip.
 */
final class ClipChangesTest extends RunTestBase {

  @Test
  void aClipReplacedBetweenHashAndProbeIsReadAgainSoThatItsRowIsOfOneFile() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    meddle(1, file -> Files.move(other(2), file, StandardCopyOption.REPLACE_EXISTING));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 2, "1.0"));
  }

  @Test
  void aClipWrittenToBetweenHashAndProbeIsReadAgain() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    meddle(1, file -> Files.write(file, CorpusBed.fake(3), StandardOpenOption.TRUNCATE_EXISTING));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 3, "1.0"));
  }

  @Test
  void aClipDeletedBetweenHashAndProbeIsFetchedAgain() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(4)));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    Files.write(bed.clip("a.mp4"), CorpusBed.fake(1));
    meddle(1, Files::delete);
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 4, "1.0"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aClipReplacedBetweenDownloadAndProbeIsTheOneOnDisk() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1)));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    meddle(1, file -> Files.move(other(2), file, StandardCopyOption.REPLACE_EXISTING));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 2, "1.0"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aClipDeletedBetweenDownloadAndProbeIsFetchedAgain() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1)));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    meddle(1, Files::delete);
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 1, "1.0"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aClipThatChangesForEverIsBrokenAndHoldsNobodyUp() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    RunResult result =
        meddle(
            Integer.MAX_VALUE,
            file -> Files.write(file, new byte[] {'x'}, StandardOpenOption.APPEND));
    assertThat(books(result)).isEqualTo(new Books(1, 0, 0, 0, 1));
    assertThat(result.progress().failures()).containsOnlyKeys("unreadable");
  }

  @Test
  void aFolderADeadLinkAPipeAndADeviceAreNeverOpened() throws Exception {
    Files.createDirectories(bed.clip("folder.mp4"));
    Files.createSymbolicLink(bed.clip("link.mp4"), Path.of("../.git/annex/objects/x"));
    Files.createSymbolicLink(bed.clip("device.mp4"), Path.of("/dev/zero"));
    assertThat(new ProcessBuilder("mkfifo", bed.clip("pipe.mp4").toString()).start().waitFor())
        .isZero();
    for (String name : List.of("folder", "link", "device", "pipe")) {
      bed.row(name + ".mp4", "", "1.0");
    }
    bed.write();
    RunResult result = run();
    assertThat(books(result)).isEqualTo(new Books(4, 0, 0, 0, 4));
    assertThat(result.progress().failures()).containsOnlyKeys("not-a-file");
    assertThat(fake.calls()).isZero();
    assertThat(warnings())
        .anyMatch(said -> said.contains("a dangling link, to ../.git/annex/objects/x"));
  }

  @Test
  void aLinkToAFileAnywhereIsThatFileAndInAServiceOnlyBelowItsRoots() throws Exception {
    Path store = Files.createDirectories(temporary.resolve("store"));
    Path clip = Files.write(store.resolve("SHA256E-s9--x.mp4"), CorpusBed.fake(9));
    Files.createSymbolicLink(bed.clip("link.mp4"), clip);
    bed.row("link.mp4", "", "1.0").write();
    assertThat(books(run())).isEqualTo(new Books(1, 1, 0, 0, 0));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("link.mp4", 9, "1.0"));
    Files.delete(bed.output());

    for (boolean below : List.of(false, true)) {
      LinkReach reach = LinkReach.below(List.of(bed.folder(), below ? store : bed.folder()));
      try (Engines engines = engines(fake).with(reach);
          IngestRun run = IngestRun.open(options().build(), engines)) {
        Books books = books(run.execute(new Invocation("test", List.of())));
        assertThat(books).isEqualTo(new Books(1, below ? 1 : 0, 0, 0, below ? 0 : 1));
      }
    }
    assertThat(warnings())
        .anyMatch(
            said -> said.contains("a link that leads outside the permitted folders, to " + clip));
  }

  @Test
  void aPipePutInTheClipsPlaceWhileItWaitsForItsProbeIsNotOpened() throws Exception {
    for (int i = 0; i < 3; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    bed.write();
    List<FakeClipProbe.Gate> gates = List.of(fake.holdAt("0.mp4"), fake.holdAt("1.mp4"));
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result = executor.submit(() -> run(options().build(), fake));
      for (FakeClipProbe.Gate gate : gates) {
        gate.awaitEntered();
      }
      // In one step: a look at the place between a delete and a mkfifo would find nothing there.
      Path pipe = bed.folder().resolve("pipe");
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      Files.move(pipe, bed.clip("2.mp4"), StandardCopyOption.ATOMIC_MOVE);
      gates.forEach(FakeClipProbe.Gate::open);
      assertThat(books(result.get())).isEqualTo(new Books(3, 2, 0, 0, 1));
      assertThat(result.get().progress().failures()).containsOnlyKeys("not-a-file");
    }
  }

  @Test
  void namesThatDifferByCaseOrUnicodeFormAreTwoClipsWhereTheFileSystemKeepsThemApart()
      throws Exception {
    List<String> names = List.of("clip.mp4", "Clip.mp4", "caf\u00e9.mp4", "cafe\u0301.mp4");
    for (int i = 0; i < names.size(); i++) {
      bed.local(names.get(i), CorpusBed.fake(i), "1.0");
    }
    bed.write();
    assertThat(books(run())).isEqualTo(new Books(4, 4, 0, 0, 0));
    assertThat(bed.lines()).hasSize(4).doesNotHaveDuplicates();
    try (var clips = Files.list(bed.folder().resolve("clips"))) {
      assertThat(clips).hasSize(4);
    }
  }

  private Path other(int number) throws IOException {
    return Files.write(temporary.resolve("other-" + number), CorpusBed.fake(number));
  }

  /** What somebody does to a clip. */
  @FunctionalInterface
  private interface Deed {
    void to(Path clip) throws IOException;
  }

  /**
   * A run in which somebody does that to the clip when its hash is known, before it is probed, the
   * first times.
   */
  private RunResult meddle(int times, Deed deed) throws Exception {
    AtomicInteger left = new AtomicInteger(times);
    ClipProbe meddling =
        new ClipProbe() {
          @Override
          public ProbeOutcome probe(Path clip) throws InterruptedException {
            if (left.getAndDecrement() > 0) {
              try {
                deed.to(clip);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return fake.probe(clip);
          }

          @Override
          public ProbeEngine engine() {
            return fake.engine();
          }
        };
    return run(options().build(), meddling);
  }
}
