package org.mosingest.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.subject.Equipment;
import org.mosingest.daemon.doctor.subject.Fetching;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.FreeSpace;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.RangeServer;
import org.mosingest.transfer.ZipMaker;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.attempt.TransferSettings;

/** What the doctor says of clips that lie in archives. */
@Timeout(180)
final class ArchivesOfDoctorTest {

  @TempDir Path temporary = Path.of("");

  private FaultServer server = FaultServer.start();
  private CorpusBed bed = new CorpusBed(Path.of("target/none"));
  private RangeServer range = new RangeServer(new byte[0], "\"v1\"");

  ArchivesOfDoctorTest() throws Exception {}

  @BeforeEach
  void makeCorpus() throws Exception {
    bed = new CorpusBed(temporary.resolve("corpus"));
    bed.local("here.mp4", CorpusBed.fake(1), "1.5")
        .row("in.mp4", "", "1.5")
        .row("both.mp4", server.url("/both"), "1.5")
        .row("locked.mp4", "", "1.5")
        .row("gone.mp4", "", "1.5")
        .write();
    range =
        new RangeServer(
            new ZipMaker()
                .stored("x/in.mp4", CorpusBed.fake(2))
                .stored("x/both.mp4", CorpusBed.fake(3))
                .stored("x/locked.mp4", CorpusBed.fake(4), member -> member.withFlags(1))
                .stored("x/other.mp4", CorpusBed.fake(5))
                .bytes(),
            "\"v1\"");
    server.on("/a.zip", range);
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  private RunOptions options() {
    return RunOptions.of(KnownCorpora.standard(), bed.folder())
        .minRows(0)
        .with(CorpusOption.ARCHIVE, List.of(new ArchivePlace.Remote(server.url("/a.zip"))))
        .build();
  }

  private Diagnosis examine(int samples) throws Exception {
    DiskReserve disk =
        new DiskReserve(
            OptionalLong.of(0), _ -> new FreeSpace.Room(1L << 40, 1L << 41), Duration.ofSeconds(1));
    return Doctor.examine(
        options(),
        new Equipment(
            4,
            4,
            2,
            disk,
            "fake",
            FakeClipProbe::new,
            new Fetching(Optional.empty(), TransferSettings.standard("test"), Pages.NONE)),
        samples);
  }

  private static List<String> found(Diagnosis diagnosis, String check) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.check().equals(check))
        .map(Finding::found)
        .toList();
  }

  @Test
  void clipsAreCountedByWhatTheArchivesHold() throws Exception {
    Diagnosis diagnosis = examine(20);

    assertThat(found(diagnosis, "archives"))
        .containsExactly(
            "2 of 5 clips are in the archives, which have 4 members",
            "1 clip cannot be extracted from the archives");
    assertThat(found(diagnosis, "clips"))
        .contains(
            "2 labels have no clip on disk or in the archives, and no URL to fetch it from",
            "2 labels have no clip on disk but one in the archives")
        .noneMatch(text -> text.contains("but a URL"));
    assertThat(found(diagnosis, "servers")).isEmpty();
    assertThat(found(diagnosis, "disk").toString())
        .contains("2 clips need about")
        .contains("by the archives");
    assertThat(server.requests()).allMatch(request -> request.path().equals("/a.zip"));
  }

  @Test
  void aDirectoryThatARunHasKeptIsNotAskedForAgainAndNothingIsWritten() throws Exception {
    try (Downloads downloads = Downloads.overOkHttp(TransferSettings.standard("test"))) {
      var _ =
          org.mosingest.daemon.fetch.RunArchives.open(
              options(),
              org.mosingest.core.corpus.ManifestReader.read(options().manifest()).rows(),
              downloads,
              true);
    }
    long before = range.asked();
    var content = CorpusBed.snapshot(bed.folder());
    content.replaceAll((name, state) -> state.startsWith("no file") ? "no file" : state);

    examine(20);

    assertThat(range.asked() - before).isLessThan(100);
    var after = CorpusBed.snapshot(bed.folder());
    after.replaceAll((name, state) -> state.startsWith("no file") ? "no file" : state);
    assertThat(after).isEqualTo(content);
  }

  @Test
  void withTheNetworkLeftAloneNoLabelIsTakenForLost() throws Exception {
    assertThat(found(examine(0), "clips"))
        .contains(
            "3 labels have no clip on disk and no URL, and the archives were not read",
            "1 label has no clip on disk but a URL");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDirectoryCountsInWhatARunNeeds() throws Exception {
    RunOptions without = RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0).build();
    long plain = RunMemory.of(without).running();
    assertThat(RunMemory.of(options()).running()).isGreaterThanOrEqualTo(plain + 5 * 400);
    Path kept =
        ArchiveOpening.keptAt(
            ArchiveOpening.keptIn(bed.folder(), bed.output()),
            new ArchivePlace.Remote(server.url("/a.zip")));
    long before = RunMemory.of(options()).running();
    Files.write(kept, new byte[64_000]);

    assertThat(RunMemory.of(options()).running()).isEqualTo(before + 1_000 * 16);
  }
}
