package org.mosingest.daemon.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.probe.ProbeStart;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.Hold;
import org.mosingest.core.testkit.StrictDisk;
import org.mosingest.daemon.doctor.Diagnosis.Verdict;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.subject.Equipment;
import org.mosingest.daemon.doctor.subject.Fetching;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.FreeSpace;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * Each fault of a corpus or a machine, planted, and what the doctor says of it; and a healthy one.
 */
@Timeout(180)
final class DoctorTest {

  @TempDir Path temporary;

  private CorpusBed bed;
  private FaultServer server;
  private Equipment equipment;

  @BeforeEach
  void open() throws Exception {
    bed = new CorpusBed(temporary.resolve("corpus"));
    server = FaultServer.start();
    equipment = equipment(1L << 40, () -> new FakeClipProbe());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static Equipment equipment(long free, ProbeStart probe) {
    return equipment(free, probe, Pages.NONE);
  }

  private static Equipment equipment(long free, ProbeStart probe, Pages pages) {
    DiskReserve disk =
        new DiskReserve(
            OptionalLong.of(0), _ -> new FreeSpace.Room(free, 1L << 41), Duration.ofSeconds(1));
    return new Equipment(
        4,
        4,
        2,
        disk,
        "fake",
        probe,
        new Fetching(Optional.empty(), TransferSettings.standard("test"), pages));
  }

  private RunOptions.Builder options() {
    return RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0);
  }

  /** Looks, and proves that nothing was changed by it. */
  private Diagnosis examine(RunOptions.Builder options) throws Exception {
    Map<String, String> before = content(bed.folder());
    Diagnosis diagnosis = Doctor.examine(options.build(), equipment, 20);
    assertThat(content(bed.folder())).isEqualTo(before);
    return diagnosis;
  }

  /** Without times: a folder's changes with each test file. */
  private static Map<String, String> content(Path folder) throws Exception {
    Map<String, String> snapshot = CorpusBed.snapshot(folder);
    snapshot.replaceAll((name, state) -> state.startsWith("no file") ? "no file" : state);
    return snapshot;
  }

  private static Finding one(Diagnosis diagnosis, String check, Class<? extends Finding> kind) {
    List<Finding> found =
        diagnosis.findings().stream()
            .filter(kind::isInstance)
            .filter(finding -> finding.check().equals(check))
            .toList();
    assertThat(found)
        .as("%s of %s among %s", kind.getSimpleName(), check, diagnosis.findings())
        .hasSize(1);
    return found.getFirst();
  }

  private static void isBlamed(Diagnosis diagnosis, String check, Blame blame) {
    assertThat(((Finding.Problem) one(diagnosis, check, Finding.Problem.class)).blame())
        .isEqualTo(blame);
  }

  private FaultServer.Script clip(int length, String... fields) {
    return (request, socket) -> {
      List<String> all = new ArrayList<>(List.of(fields));
      boolean ranges = all.contains("Accept-Ranges: bytes");
      byte[] body = Arrays.copyOf(CorpusBed.fake(1), ranges ? 200 : length);
      if (ranges) {
        all.add("Content-Range: bytes 0-" + (body.length - 1) + "/" + length);
      }
      all.add("Content-Length: " + body.length);
      Replies.head(socket, ranges ? 206 : 200, all);
      socket.getOutputStream().write(body);
    };
  }

  private static final String[] GOOD = {"ETag: \"1\"", "Accept-Ranges: bytes"};

  @Test
  void aHealthyCorpusOnAHealthyMachineHasNothingButWhatIsAsItShouldBe() throws Exception {
    server.on("/b", clip(1000, GOOD));
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").row("b.mp4", server.url("/b"), "4.5").write();

    Diagnosis diagnosis = examine(options());

    assertThat(diagnosis.findings()).allMatch(Finding.Ok.class::isInstance);
    assertThat(diagnosis.findings().stream().map(Finding::check))
        .contains(
            "manifest",
            "columns",
            "rows",
            "labels",
            "clips",
            "hosts",
            "servers",
            "disk",
            "folders",
            "file-system",
            "open-files",
            "probe",
            "progress",
            "output",
            "hold");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.FIT);
    assertThat(one(diagnosis, "columns", Finding.Ok.class).found())
        .contains("name from 'file_name', MOS from 'MOS', URL from 'url'");
    assertThat(server.requests()).extracting(FaultServer.Request::method).containsOnly("GET");
  }

  @Test
  void aMissingManifestAndTheWrongCorpusAreBadInput() throws Exception {
    isBlamed(examine(options()), "manifest", Blame.INPUT);

    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    Diagnosis few = examine(options().minRows(5000));

    isBlamed(few, "manifest", Blame.INPUT);
    assertThat(one(few, "manifest", Finding.Problem.class).found())
        .contains("1 data row, fewer than the minimum of 5000");
    assertThat(few.verdict()).isEqualTo(Verdict.BAD_INPUT);
  }

  @Test
  void unreadableColumnsAreBadInput() throws Exception {
    Files.writeString(bed.folder().resolve("manifest.csv"), "file;MOS\na.mp4;3\n");

    Diagnosis diagnosis = examine(options());

    isBlamed(diagnosis, "manifest", Blame.INPUT);
    assertThat(((Finding.Problem) one(diagnosis, "manifest", Finding.Problem.class)).todo())
        .contains("';'");
  }

  @Test
  void rowsWithoutAUsableNameOrAFiniteMosAreToldByTheirLine() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5")
        .row("b.mp4", "", "nan")
        .row("c.mp4", "", "")
        .row("../d.mp4", "", "2")
        .write();

    Finding rows = one(examine(options()), "rows", Finding.Warning.class);

    assertThat(rows.found()).contains("3 rows are refused");
    assertThat(rows.details().get(0)).contains("manifest.csv:3: bad MOS value 'nan' for b.mp4");
    assertThat(rows.details().get(1)).contains("manifest.csv:4: no MOS for c.mp4");
    assertThat(rows.details().get(2)).contains("manifest.csv:5: ").contains("climbs out");
  }

  @Test
  void columnsThatNobodyLooksAtAndThoseThatAreMissingAreNamed() throws Exception {
    Files.writeString(
        bed.folder().resolve("manifest.csv"), "video_name,mos,flickr_id\na.mp4,3,7\n");
    Files.write(bed.clip("a.mp4"), CorpusBed.fake(1));

    Finding columns = one(examine(options()), "columns", Finding.Note.class);

    assertThat(columns.found())
        .contains("name from 'video_name'")
        .contains("n_ratings will be 0")
        .contains("mos_std_dev will be 0.0");
    assertThat(columns.details()).containsExactly("not used: 'flickr_id'");
  }

  @Test
  void votesThatLieUnusedAreToldWithWhatTheyWouldGive() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "3").local("b.mp4", CorpusBed.fake(2), "3").write();
    Path votes = bed.folder().resolve("k150ka_votes.csv");
    Files.writeString(votes, "worker,name,score\nA2X,a.mp4,2\nA2X,a.mp4,4\nA2X,b.mp4,3\n");
    Path other = bed.folder().resolve("my_ratings.csv");
    Files.writeString(other, "A2X,1\nA2X,2\n");
    Files.writeString(bed.folder().resolve("features.csv"), "name,score\na.mp4,2\nb.mp4,2\n");

    Diagnosis diagnosis = examine(options());

    List<String> found =
        diagnosis.findings().stream()
            .filter(finding -> finding.check().equals("votes"))
            .map(finding -> finding.toString())
            .toList();
    assertThat(found).hasSize(2);
    assertThat(found.getFirst())
        .contains(votes + " is not used: 3 votes of 2 clips, 1 to 2 for each")
        .contains("give --votes " + votes);
    assertThat(found.getLast()).contains(other + " has the name of a votes table");
    assertThat(diagnosis.toString()).doesNotContain("A2X");

    Files.delete(other);
    diagnosis = examine(options().with(CorpusOption.VOTES, List.of(votes)));
    assertThat(one(diagnosis, "votes", Finding.Ok.class).found()).startsWith("3 votes, some for");

    Path missing = bed.folder().resolve("none.csv");
    diagnosis = examine(options().with(CorpusOption.VOTES, List.of(votes, missing)));
    isBlamed(diagnosis, "votes", Blame.INPUT);
  }

  @Test
  void labelsAreHeldAgainstEachOtherTheScaleAndTheClips() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").row("a.mp4", "", "1.5").row("a.mp4", "", "2.5");
    bed.local("hundred.mp4", CorpusBed.fake(2), "63")
        .row("nowhere.mp4", "", "3")
        .local("empty.mp4", new byte[0], "3");
    bed.row("Case.mp4", "", "3").row("folder.mp4", "", "3").write();
    Files.write(bed.clip("case.MP4"), CorpusBed.fake(3));
    Files.write(bed.clip("stranger.mp4"), CorpusBed.fake(4));
    Files.write(bed.clip("half.mp4.part"), new byte[500]);
    Files.createDirectory(bed.clip("folder.mp4"));

    Diagnosis diagnosis = examine(options());

    List<String> warnings =
        diagnosis.findings().stream()
            .filter(Finding.Warning.class::isInstance)
            .map(Finding::found)
            .toList();
    assertThat(warnings)
        .containsExactlyInAnyOrder(
            "1 row repeats a clip with another MOS",
            "1 row has a MOS outside the scale of 1.0 to 5.0",
            "3 labels have no clip on disk, and no URL to fetch it from",
            "1 clip differs from its label only in case or Unicode form",
            "something other than a file is in the place of 1 clip",
            "1 clip is an empty file");
    List<String> notes =
        diagnosis.findings().stream()
            .filter(Finding.Note.class::isInstance)
            .map(Finding::found)
            .toList();
    assertThat(notes)
        .containsExactlyInAnyOrder(
            "1 row repeats a clip with the same MOS",
            "2 clips on disk have no label",
            "1 unfinished download holds 500 B");
    assertThat(one(diagnosis, "clips", Finding.Ok.class).found())
        .startsWith("3 of 6 labels have their clip on disk");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.FIT);
  }

  @Test
  void aCorpusWithoutAnyClipOrUrlIsBadInput() throws Exception {
    bed.row("a.mp4", "", "1.5").row("b.mp4", "", "2").write();

    isBlamed(examine(options()), "clips", Blame.INPUT);
  }

  @Test
  void urlsThatCannotBeUsedAreNamedAndFewHostsHoldThePoolBack() throws Exception {
    server.on("/b", clip(1000, GOOD));
    bed.row("a.mp4", "file:///etc/passwd", "1.5").row("b.mp4", server.url("/b"), "2").write();
    equipment =
        new Equipment(16, 8, 2, equipment.disk(), "fake", equipment.probe(), equipment.fetching());

    Diagnosis diagnosis = examine(options());

    assertThat(one(diagnosis, "hosts", Finding.Warning.class).details())
        .containsExactly("a.mp4: bad-url: not an http or https URL: file:///etc/passwd");
    assertThat(one(diagnosis, "hosts", Finding.Note.class).found())
        .contains("1 URL on 1 host: no more than 8 of 16 downloads");
  }

  @Test
  void clipsThatAreGoneSayWhatAttritionToExpect() throws Exception {
    server.on("/a", clip(1000, GOOD)).on("/b", Replies.status(404)).on("/c", clip(1000));
    bed.row("a.mp4", server.url("/a"), "1.5")
        .row("b.mp4", server.url("/b"), "2")
        .row("c.mp4", server.url("/c"), "2")
        .write();

    Diagnosis diagnosis = examine(options());

    assertThat(one(diagnosis, "servers", Finding.Warning.class).found())
        .isEqualTo(
            "1 of 3 clips in the sample cannot be downloaded: expect some 33 % of attrition");
    assertThat(one(diagnosis, "servers", Finding.Note.class).found())
        .startsWith("1 of 2 clips that are there could not be continued");
    assertThat(one(diagnosis, "servers", Finding.Note.class).details().getFirst())
        .endsWith(
            "/c: lacks Accept-Ranges: bytes and a strong ETag, or Last-Modified with a length");
  }

  @Test
  void serversThatHaveNothingAreBadInputAndSilentOnesAnUnusableMachine() throws Exception {
    server.on("/gone", Replies.status(410)).on("/reset", Replies.reset());
    bed.row("a.mp4", server.url("/gone"), "1.5").write();
    isBlamed(examine(options()), "servers", Blame.INPUT);

    bed = new CorpusBed(temporary.resolve("other"));
    bed.row("a.mp4", server.url("/reset"), "1.5").write();
    Diagnosis silent = examine(options());

    isBlamed(silent, "servers", Blame.MACHINE);
    assertThat(silent.verdict()).isEqualTo(Verdict.UNUSABLE);
  }

  @Test
  void pagesAreAskedAsTheRunWouldAndMirrorsWhereThereIsNoUrl() throws Exception {
    server.on("/media", clip(1000, GOOD)).on("/mirror", clip(1000, GOOD));
    String page = server.url("/watch").replace("127.0.0.1", "anna:pl4nted@localhost");
    Files.writeString(
        bed.folder().resolve("manifest.csv"),
        "file_name,url,MOS,mirror_url\na.mp4,%s,3,\nb.mp4,,3,%s\n"
            .formatted(page, server.url("/mirror")));
    String hosts = "localhost";
    equipment = equipment(1L << 40, FakeClipProbe::new, Pages.of(Optional.empty(), hosts));

    Diagnosis without = examine(options());
    assertThat(one(without, "hosts", Finding.Warning.class).found())
        .isEqualTo("1 URL is a page, not a file");
    assertThat(without.toString()).doesNotContain("pl4nted");
    assertThat(one(without, "hosts", Finding.Ok.class).details()).containsExactly("127.0.0.1: 1");
    assertThat(server.requests()).extracting(FaultServer.Request::path).containsOnly("/mirror");

    Path program = temporary.resolve("resolver");
    Files.writeString(program, "#!/bin/sh\necho " + server.url("/media") + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    equipment =
        equipment(1L << 40, FakeClipProbe::new, Pages.of(Optional.of(program.toString()), hosts));
    Diagnosis with = examine(options());
    assertThat(with.findings())
        .filteredOn(finding -> finding.check().equals("servers"))
        .allMatch(Finding.Ok.class::isInstance)
        .isNotEmpty();
    assertThat(one(with, "hosts", Finding.Ok.class).details())
        .contains("localhost: 1, pages: " + program + " finds their videos");
    assertThat(server.requests())
        .extracting(FaultServer.Request::path)
        .contains("/media")
        .doesNotContain("/watch");

    Files.writeString(program, "#!/bin/sh\necho 'ERROR: Video unavailable' >&2; exit 1\n");
    assertThat(one(examine(options()), "servers", Finding.Warning.class).details().getFirst())
        .startsWith("resolver: ERROR: Video unavailable");

    Files.delete(program);
    isBlamed(examine(options()), "servers", Blame.MACHINE);
  }

  @Test
  void aWebPageInAClipsPlaceAndAHostThatIsBusyAreToldApart() throws Exception {
    server
        .on("/a", clip(1000, GOOD))
        .on("/b", Replies.body("<html>Sign in</html>".getBytes(UTF_8)))
        .on("/c", Replies.status(429, "Retry-After: 5"));
    for (String name : List.of("a", "b", "c")) {
      bed.row(name + ".mp4", server.url("/" + name), "3");
    }
    bed.write();

    Diagnosis diagnosis = examine(options());

    assertThat(one(diagnosis, "servers", Finding.Warning.class).found())
        .isEqualTo(
            "1 of 2 clips in the sample cannot be downloaded: expect some 50 % of attrition");
    assertThat(one(diagnosis, "servers", Finding.Warning.class).details().getFirst())
        .startsWith("not-a-video: an HTML page");
    assertThat(one(diagnosis, "servers", Finding.Note.class).found())
        .isEqualTo("servers asked to wait for 1 of 3 clips in the sample");
  }

  @Test
  void namesThatTheClipsDiskRefusesAreTold() throws Exception {
    bed = new CorpusBed(new StrictDisk(true).at(temporary.resolve("strict")));
    bed.row("a.mp4", "http://h/a", "3")
        .row("why?.mp4", "http://h/w", "3")
        .row("who?.mp4", "http://h/v", "3")
        .row("caf\u00e9.mp4", "http://h/c", "3")
        .write();

    Diagnosis diagnosis = Doctor.examine(options().build(), equipment, 0);

    assertThat(one(diagnosis, "names", Finding.Warning.class).found()).startsWith("2 names are");
    assertThat(one(diagnosis, "names", Finding.Warning.class).details())
        .containsExactly("why?.mp4", "who?.mp4");
    try (var left = Files.list(bed.folder().resolve("clips"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void withoutSamplesNobodyIsAsked() throws Exception {
    bed.row("a.mp4", server.url("/a"), "1.5").write();

    Diagnosis diagnosis = Doctor.examine(options().build(), equipment, 0);

    assertThat(server.requests()).isEmpty();
    assertThat(one(diagnosis, "servers", Finding.Note.class).found())
        .isEqualTo("servers were not checked");
  }

  @Test
  void aDiskThatIsTooSmallIsToldBeforehandLessWhatIsThere() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      server.on("/" + name, clip(1_000_000, GOOD));
      bed.row(name + ".mp4", server.url("/" + name), "3");
    }
    bed.local("here.mp4", new byte[1000], "3").write();
    equipment = equipment(2_000_000, () -> new FakeClipProbe());

    Diagnosis small = examine(options());
    isBlamed(small, "disk", Blame.MACHINE);
    assertThat(one(small, "disk", Finding.Problem.class).found())
        .startsWith("3 clips need about 3.0 MB more, give or take 0 B");
    // A part that is there counts as fetched.
    Files.write(bed.clip("a.mp4.part"), new byte[999_999]);
    Files.write(bed.clip("b.mp4.part"), new byte[1]);
    assertThat(one(examine(options()), "disk", Finding.Ok.class).found())
        .startsWith("3 clips need about 2.0 MB more");
  }

  @Test
  void aClockThatGoesWrongIsToldByTheServersDates() throws Exception {
    String[] fields = {
      "ETag: \"1\"", "Accept-Ranges: bytes", "Date: Mon, 01 Jan 2001 00:00:00 GMT"
    };
    server.on("/a", clip(1000, fields));
    bed.row("a.mp4", server.url("/a"), "1.5").write();

    assertThat(one(examine(options()), "clock", Finding.Warning.class).found())
        .contains("ahead of the servers'");
  }

  @Test
  void foldersThatCannotBeMadeAndFilesThatAreFoldersMakeTheMachineUnusable() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    Files.createDirectory(bed.folder().resolve("out.jsonl"));

    Diagnosis below = examine(options().output(bed.clip("a.mp4").resolve("out.jsonl")));
    isBlamed(below, "folders", Blame.MACHINE);
    assertThat(below.verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(
            one(
                    examine(options().output(bed.folder().resolve("out.jsonl"))),
                    "folders",
                    Finding.Problem.class)
                .found())
        .endsWith("out.jsonl is no file");
    assertThat(
            one(
                    examine(options().progressPath(Path.of("/proc/ingest/progress.json"))),
                    "folders",
                    Finding.Problem.class)
                .found())
        .startsWith("the download progress's folder /proc/ingest cannot be written");
  }

  @Test
  void aProbeThatDoesNotRunMakesTheMachineUnusableAndASlowerOneIsTold() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    ProbeStart good = equipment.probe();
    equipment =
        equipment(
            1L << 40,
            () -> {
              throw new ProbeUnusableException("there is no program ffprobe");
            });
    isBlamed(examine(options()), "probe", Blame.MACHINE);

    equipment =
        new Equipment(
            4,
            4,
            2,
            equipment.disk(),
            "libav",
            good,
            new Fetching(Optional.of("/no/such/curl"), equipment.transfers(), Pages.NONE));
    Diagnosis other = examine(options());

    assertThat(one(other, "probe", Finding.Warning.class).found())
        .contains("since libav does not run here");
    assertThat(one(other, "curl", Finding.Problem.class).found())
        .startsWith("cannot start /no/such/curl");
  }

  @Test
  void whatEarlierRunsLeftIsTold() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").row("b.mp4", server.url("/b"), "3").write();
    Files.writeString(
        bed.progress(),
        "{\"a.mp4\": {\"state\": \"done\"}, \"b.mp4\": {\"state\": \"failed\", \"reason\":"
            + " \"http-404: gone\"}}");
    Files.writeString(
        bed.output(), "not json\n" + CorpusBed.fakeLine("x.mp4", 9, "3") + "\n{\"torn");

    Diagnosis diagnosis = examine(options());

    Finding progress = one(diagnosis, "progress", Finding.Note.class);
    assertThat(progress.found()).endsWith("1 clip done, 1 failed");
    assertThat(progress.details()).containsExactly("http-404: 1");
    assertThat(one(diagnosis, "output", Finding.Warning.class).found())
        .endsWith("1 line is not a JSON object, the first is line 1");
    assertThat(diagnosis.findings().stream().map(Finding::found))
        .anyMatch(found -> found.endsWith("has 1 row already"))
        .anyMatch(found -> found.endsWith("the last line is incomplete after 6 bytes"));
    // A clip that failed before is not asked for, so nobody is asked about it either.
    assertThat(server.requests()).isEmpty();

    Files.writeString(bed.progress(), "[]");
    assertThat(one(examine(options()), "progress", Finding.Warning.class).found())
        .endsWith("is not a download progress file");
  }

  @Test
  void anotherRunOnTheCorpusIsTold() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    try (Hold _ = Hold.corpus(bed.folder())) {
      assertThat(one(examine(options()), "hold", Finding.Warning.class).found())
          .startsWith("the corpus is held by another run");
    }
    assertThat(one(examine(options()), "hold", Finding.Ok.class).found())
        .startsWith("no other run");
  }
}
