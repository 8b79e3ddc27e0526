package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.ProxyServer;
import org.mosingest.transfer.RangeServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.ZipMaker;

/** Runs out of an archive, in the foreground and in the service, that are killed, or it changes. */
@Timeout(300)
final class ArchivesUnderFireTest extends DaemonTestBase {

  private static final int CLIPS = 40;
  private static final int KILLS = Math.min(10, Integer.getInteger("storm.kills", 10));
  private static final String SECRET = "pl4nted";

  private RangeServer serve(byte[] archive) {
    RangeServer range = new RangeServer(archive, "\"v1\"");
    server.on("/a.zip", range);
    return range;
  }

  /** A corpus whose clips lie in an archive only; what its rows are to become. */
  private static List<String> rows(CorpusBed bed, ZipMaker zip) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      String name = i + ".mp4";
      if (i % 2 == 0) {
        zip.stored("videos/" + name, noise(i));
      } else {
        zip.deflated("videos/" + name, noise(i));
      }
      bed.row(name, "", "1.5");
      lines.add(CorpusBed.line(name, noise(i), "160,96,25.0,0.4,yuv420p,h264", "1.5", "0.5", "7"));
    }
    bed.write();
    return lines;
  }

  /** A clip that does not deflate; the first is large. */
  private static byte[] noise(int number) {
    byte[] bytes = new byte[number == 0 ? 2_000_000 : 50_000];
    new Random(number).nextBytes(bytes);
    byte[] start = CorpusBed.fake(number);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }

  private static void assertWhole(CorpusBed bed, List<String> lines) throws IOException {
    assertThat(bed.lines()).isEqualTo(lines);
    for (int i = 0; i < CLIPS; i++) {
      assertThat(bed.clip(i + ".mp4")).hasBinaryContent(noise(i));
    }
    try (var files = Files.list(bed.folder().resolve("clips"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .hasSize(CLIPS)
          .allMatch(name -> name.endsWith(".mp4"));
    }
    assertThat(bed.progress()).content().doesNotContain("failed");
  }

  @Test
  void killedAtAnyMomentsARunEndsWithTheSameBytesAndAsksForFewOfThemTwice() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    ZipMaker zip = new ZipMaker().wide();
    List<String> lines = rows(bed, zip);
    byte[] archive = zip.bytes();
    RangeServer range = serve(archive);
    Random moments = new Random(42);

    for (int kill = 0; kill < KILLS; kill++) {
      // Never all of it, so that each of them is in the middle.
      long rest = archive.length - range.sent();
      range.allow(range.sent() + 1 + moments.nextLong(Math.max(1, rest / (KILLS - kill + 1))));
      Child child = foregroundStarted(bed, "--archive=" + server.url("/a.zip"));
      await("as many bytes as are sent", () -> range.isHolding() || !child.isAlive());
      // Some are still on their way to the disk, some clips are probed, some written.
      LockSupport.parkNanos(Duration.ofMillis(moments.nextInt(150)).toNanos());
      child.signal("KILL");
      assertThat(child.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    }
    range.allow(Long.MAX_VALUE);
    Child.Ended last = foreground(bed, "--archive=" + server.url("/a.zip"));

    assertThat(last.status()).as(last.err()).isZero();
    assertWhole(bed, lines);
    // Each kill loses what was on its way, 8 MB at most were it one clip; the members are smaller.
    assertThat(range.sent()).isLessThan(2L * archive.length + KILLS * 200_000L);
  }

  @Test
  void aServiceThatIsKilledTakesItsRunOutOfAnArchiveUpAgain() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    ZipMaker zip = new ZipMaker().wide();
    List<String> lines = rows(bed, zip);
    byte[] archive = zip.bytes();
    RangeServer range = serve(archive);
    range.allow(archive.length / 2);
    Child first = daemon();
    String id = submit(bed, "--archive=" + server.url("/a.zip"));
    await("half of the archive", range::isHolding);
    first.signal("KILL");
    first.await(Duration.ofSeconds(60));
    long before = range.asked();

    range.allow(Long.MAX_VALUE);
    daemon();
    awaitState(id, "completed");

    assertWhole(bed, lines);
    assertThat(progress(id).path("written").asInt()).isEqualTo(CLIPS);
    assertThat(range.asked() - before).isLessThan((long) (archive.length * 1.05));
    assertThat(ask("/runs/" + id).body()).contains("/a.zip");
  }

  @Test
  void anArchiveThatChangesEndsARunInBothWaysAndTheNextOneTakesTheNewOne() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    ZipMaker zip = new ZipMaker().wide();
    List<String> lines = rows(bed, zip);
    byte[] archive = zip.bytes();
    byte[] other = zip.comment("another version".getBytes(UTF_8)).bytes();
    RangeServer range = serve(archive);
    range.allow(archive.length / 3);
    range.cutAfter(100_000);
    Child run = foregroundStarted(bed, "--archive=" + server.url("/a.zip"));
    await(
        "a part of the archive",
        () -> {
          assertThat(run.isAlive()).as(run.errSoFar()).isTrue();
          return range.isHolding();
        });
    range.replace(other, "\"v2\"");
    range.allow(Long.MAX_VALUE);

    Child.Ended ended = run.await(Duration.ofSeconds(200));

    assertThat(ended.status()).as(ended.err()).isEqualTo(3);
    assertThat(ended.err()).contains("was changed while the run read it");
    assertThat(bed.progress()).content().doesNotContain("failed");

    daemon();
    range.allow(range.sent() + archive.length / 3);
    String id = submit(bed, "--archive=" + server.url("/a.zip"));
    await("more of the archive", range::isHolding);
    range.replace(archive, "\"v3\"");
    range.allow(Long.MAX_VALUE);

    awaitState(id, "failed");
    assertThat(ask("/progress/" + id).body()).contains("was changed while the run read it");
    assertThat(bed.progress()).content().doesNotContain("failed");
    range.cutAfter(Long.MAX_VALUE);
    awaitState(submit(bed, "--archive=" + server.url("/a.zip")), "completed");
    assertWhole(bed, lines);
  }

  @Test
  void whatAnArchiveIsReachedWithStandsNowhere() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    ZipMaker zip = new ZipMaker();
    List<String> lines = rows(bed, zip);
    RangeServer range = serve(zip.bytes());
    server.on("/hop", Replies.status(302, "Location: " + server.url("/a.zip")));
    Path netrc = Files.createDirectory(temporary.resolve("home")).resolve("netrc");
    Files.writeString(netrc, "machine far.example login anna password " + SECRET + "2");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    String port = server.url("").replaceFirst(".*:", "");
    String archive = "http://far.example:" + port + "/hop";
    try (ProxyServer proxy = ProxyServer.start(Credentials.basic("paula", SECRET + "1", UTF_8))) {
      String[] reach = {
        "--proxy=http://paula:" + SECRET + "1@127.0.0.1:" + proxy.port(),
        "--netrc=" + netrc,
        "--header=far.example: X-Token: " + SECRET + "3"
      };
      Child.Ended run =
          foreground(bed, "--max-rows=10", "--archive=" + archive, reach[0], reach[1], reach[2]);
      assertThat(run.status()).as(run.err()).isZero();
      daemon(reach[0], reach[1], reach[2], "--log-level=DEBUG");
      String id = submit(bed, "--archive=" + archive);
      awaitState(id, "completed");
      assertThat(ask("/runs/" + id).body()).doesNotContain(SECRET);
    }
    assertWhole(bed, lines);
    assertThat(range.requests()).isPositive();
    assertThat(server.requests())
        .anySatisfy(request -> assertThat(request.header("X-Token")).contains(SECRET + "3"))
        .filteredOn(request -> request.path().equals("/a.zip"))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.header("X-Token")).isEmpty();
              assertThat(request.header("Authorization")).isEmpty();
            });
    assertThat(ReachTableTest.filesWith(temporary, SECRET)).isEmpty();
  }

  @Test
  void publicOnlyHoldsForArchivesToo() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    ZipMaker zip = new ZipMaker();
    rows(bed, zip);
    RangeServer range = serve(zip.bytes());
    Child.Ended run = foreground(bed, "--archive=" + server.url("/a.zip"), "--public-only");
    assertThat(run.status()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("address-refused");

    daemon("--public-only");
    String id = submit(bed, "--archive=" + server.url("/a.zip").replace("127.0.0.1", "localhost"));
    awaitState(id, "failed");

    assertThat(ask("/progress/" + id).body()).contains("address-refused");
    assertThat(range.requests()).isZero();
    assertThat(bed.output()).doesNotExist();
  }

  @Test
  void theServicesOwnPortIsNoArchive() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    rows(bed, new ZipMaker());
    daemon();
    for (String host : new String[] {"127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
      String id =
          submit(bed, "--archive=" + url("/a.zip").replace("127.0.0.1", host), "--retries=0");
      awaitState(id, "failed");
      assertThat(ask("/progress/" + id).body()).contains("own-service");
    }
  }
}
