package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** What a manifest may not do to the machine. */
final class SecurityWeaknessesTest extends WeaknessTestBase {

  @Test
  void w01NoNameLeadsOutOfTheClipsFolder() throws Exception {
    server.on("/ok", Replies.file(CorpusBed.fake(1)));
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("x.mp4.part"), "not ours");
    for (String name :
        List.of(
            "../../outside/x.mp4",
            outside + "/x.mp4",
            "sub/../../../outside/new/x.mp4",
            "../x.mp4",
            "..",
            "/")) {
      bed.row(name, server.url("/ok"), "1.0");
    }
    bed.row("a/../fine.mp4", server.url("/ok"), "1.0").write();
    var before = CorpusBed.snapshot(outside);

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
    assertThat(server.requests()).hasSize(1);
    assertThat(bed.folder().resolve("x.mp4")).doesNotExist();
    assertThat(CorpusBed.snapshot(bed.folder().resolve("clips")).keySet())
        .containsExactly("", "fine.mp4");
    assertThat(replay("/stats/rejected_rows").asInt()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--curl-bin=/usr/bin/curl"})
  void w02AUrlIsNeitherAFileNorAnOptionNorAPattern(String engine) throws Exception {
    Assumptions.assumeTrue(
        engine.isEmpty() || Files.isExecutable(Path.of("/usr/bin/curl")),
        "no curl on this machine");
    Path secret = Files.write(temporary.resolve("secret"), CorpusBed.fake(9));
    Path config = Files.writeString(temporary.resolve("config"), "url = file://" + secret + "\n");
    server.on("/away", Replies.status(302, "Location: file://" + secret));
    server.on(
        "/endless",
        (request, socket) -> Replies.head(socket, 200, List.of("Content-Length: 999999999999999")));
    server.on("/%7B1,2%7D", Replies.file(CorpusBed.fake(1)));
    server.on("/{1,2}", Replies.file(CorpusBed.fake(1)));
    bed.row("file.mp4", "file://" + secret, "1.0")
        .row("option.mp4", "-K" + config, "1.0")
        .row("away.mp4", server.url("/away"), "1.0")
        .row("endless.mp4", server.url("/endless"), "1.0")
        .row("braces.mp4", "\"" + server.url("/{1,2}") + "\"", "1.0")
        .write();

    assertSummary(
        engine.isEmpty() ? run() : run(engine),
        "1 rows, skipped 4 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(sources()).containsExactly("braces.mp4");
    assertThat(
            server.requests().stream()
                .map(FaultServer.Request::path)
                .filter(path -> path.contains("1,2")))
        .hasSize(1);
    assertThat(progress("file.mp4")).startsWith("bad-url");
    assertThat(progress("option.mp4")).startsWith("bad-url");
    assertThat(progress("away.mp4"))
        .startsWith(engine.isEmpty() ? "bad-url: redirect" : "curl-rc=1");
    assertThat(progress("endless.mp4")).startsWith(engine.isEmpty() ? "too-large" : "curl-rc=63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libav", "ffprobe"})
  void w03APlaylistOrScriptNamedMp4OpensNothingAndIsBroken(String engine) throws Exception {
    Path other = temporary.resolve("other.mp4");
    ClipZoo.H264_MP4.copyTo(other);
    bed.local(
        "hls.mp4",
        bytes("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + other + "\n#EXT-X-ENDLIST\n"),
        "1.0");
    bed.local(
        "net.mp4",
        bytes("#EXTM3U\n#EXTINF:1,\n" + server.url("/segment.ts") + "\n#EXT-X-ENDLIST\n"),
        "1.0");
    bed.local("concat.mp4", bytes("ffconcat version 1.0\nfile '" + other + "'\n"), "1.0").write();

    assertSummary(
        runAsIs("--probe-engine=" + engine),
        "0 rows, skipped 0 (download-failed), 3 (broken-clip), 0 dedups");

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void w04NoNameForgesALogLine() throws Exception {
    bed.row("a\n12:00:00 ERROR all is lost.mp4", "", "1.0")
        .row("b\u2028c\u202e.mp4", server.url("/x") + "\u001b[2J", "1.0")
        .row("d.mp4", "ftp://h/\u0085x", "1.0")
        .write();

    assertSummary(run(), "0 rows, skipped 2 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(said())
        .isNotEmpty()
        .noneMatch(line -> line.matches("(?s).*[\\p{Cntrl}\u0085\u2028\u202e].*"))
        .noneMatch(line -> line.contains("all is lost") && !line.contains("manifest.csv:2:"));
    assertThat(warnings()).anyMatch(line -> line.contains("a\\u000a12:00:00 ERROR"));
  }
}
