package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.ProxyServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clips that lie behind mirrors, sums, pages and proxies, through the real program. */
@Timeout(300)
final class PagesAndMirrorsTest {

  @TempDir Path temporary = Path.of("");

  private CorpusBed bed = new CorpusBed(Path.of("target/none"));
  private Path ffprobe = Path.of("");
  private FaultServer server = FaultServer.start();

  PagesAndMirrorsTest() throws Exception {}

  @BeforeEach
  void makeCorpus() throws Exception {
    bed = new CorpusBed(temporary.resolve("corpus"));
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  private void manifest(String... lines) throws Exception {
    Files.writeString(bed.folder().resolve("manifest.csv"), String.join("\n", lines) + "\n");
  }

  private Child.Ended run(String... more) throws Exception {
    String[] all = new String[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = "run";
    all[1] = "--konvid-dir=" + bed.folder();
    all[2] = "--min-rows=0";
    all[3] = "--ffprobe-bin=" + ffprobe;
    return new Child.Setup(temporary).run(all);
  }

  private String reason(String name) throws Exception {
    return JsonMapper.shared()
        .readTree(Files.readAllBytes(bed.progress()))
        .path(name)
        .path("reason")
        .asString("");
  }

  private JsonNode stats() throws Exception {
    return JsonMapper.shared()
        .readTree(Files.readAllBytes(Path.of(bed.output() + ".manifest.json")))
        .path("stats");
  }

  private String elsewhere(String path) {
    return server.url(path).replace("127.0.0.1", "localhost");
  }

  @Test
  void aMirrorIsAskedWhenTheUrlHasFailedForGood() throws Exception {
    server.on("/gone", Replies.status(404)).on("/no", Replies.status(403));
    server.on("/a", Replies.body(CorpusBed.fake(1))).on("/c", Replies.body(CorpusBed.fake(3)));
    manifest(
        "file_name,url,MOS,mirror_url,url2",
        "a.mp4," + server.url("/gone") + ",1.5,ftp://old.example/a," + elsewhere("/a"),
        "b.mp4," + server.url("/gone") + ",2.5," + elsewhere("/no") + ",",
        "c.mp4,,3.5,," + elsewhere("/c"));

    Child.Ended ended = run();

    assertThat(ended.lastLine()).contains("wrote 2 rows, skipped 1 (download-failed)");
    assertThat(reason("b.mp4")).isEqualTo("http-404: mirrors failed too: localhost http-403");
    JsonNode hosts = stats().path("hosts");
    assertThat(hosts.toString()).contains("\"127.0.0.1\"", "\"localhost\"");
  }

  @Test
  void bytesThatHaveNotTheirSumAreAskedForOnceMoreAndThenFail() throws Exception {
    byte[] clip = CorpusBed.fake(1);
    for (String path : new String[] {"/a", "/b", "/c", "/d"}) {
      server.on(path, Replies.body(clip));
    }
    server.on("/e", Replies.body(CorpusBed.fake(2)));
    manifest(
        "file_name,url,MOS,sha256,md5,size",
        "a.mp4," + server.url("/a") + ",1.5," + CorpusBed.sha256(clip) + ",," + clip.length,
        "b.mp4," + server.url("/b") + ",1.5," + "0".repeat(64) + ",,",
        "c.mp4," + server.url("/c") + ",1.5,," + "0".repeat(32) + ",",
        "d.mp4," + server.url("/d") + ",1.5,,," + (clip.length + 1),
        "e.mp4," + server.url("/e") + ",1.5,abc,,");

    assertThat(run().lastLine()).contains("wrote 2 rows, skipped 3 (download-failed)");

    assertThat(reason("b.mp4")).startsWith("checksum: the SHA-256 is ");
    assertThat(reason("c.mp4")).startsWith("checksum: the MD5 is ");
    assertThat(reason("d.mp4")).startsWith("checksum: " + clip.length + " bytes received");
    assertThat(server.requests()).hasSize(8);
    assertThat(stats().path("bad_sums").asInt()).isEqualTo(1);
  }

  @Test
  void aPageNeedsAResolverAndIsFetchedOnceThereIsOne() throws Exception {
    server.on("/media", Replies.body(CorpusBed.fake(1)));
    manifest("file_name,url,MOS", "a.mp4," + server.url("/watch") + ",1.5");

    assertThat(run("--resolver-hosts=127.0.0.1").lastLine()).contains("wrote 0 rows, skipped 1");
    assertThat(reason("a.mp4")).startsWith("needs-resolver: ");
    assertThat(server.requests()).isEmpty();

    Path resolver = Scripts.program(temporary.resolve("resolver"), "echo " + elsewhere("/media"));
    assertThat(run("--resolver-hosts=127.0.0.1", "--resolver-bin=" + resolver).lastLine())
        .contains("wrote 1 rows");
  }

  @Test
  void aPageThatIsGoneIsNoNetworkThatIsGoneAndOneThatAsksToWaitIsWaitedFor() throws Exception {
    server.on("/media", Replies.body(CorpusBed.fake(1)));
    manifest(
        "file_name,url,MOS",
        "a.mp4," + server.url("/gone") + ",1.5",
        "b.mp4," + server.url("/busy") + ",2.5");
    Path asked = temporary.resolve("asked");
    Path resolver =
        Scripts.program(
            temporary.resolve("resolver"),
            """
            for page; do :; done
            case $page in
            */gone) echo 'ERROR: Video unavailable' >&2; exit 1;;
            esac
            echo x >> %s
            if [ "$(wc -l < %s)" -lt 3 ]; then
              echo 'Retry-After: 1' >&2
              echo 'ERROR: HTTP Error 429: Too Many Requests' >&2
              exit 1
            fi
            echo %s"""
                .formatted(asked, asked, elsewhere("/media")));

    Child.Ended ended =
        run("--resolver-hosts=127.0.0.1", "--resolver-bin=" + resolver, "--retries=0");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.lastLine()).contains("wrote 1 rows, skipped 1 (download-failed)");
    assertThat(reason("a.mp4")).isEqualTo("resolver: ERROR: Video unavailable");
    assertThat(ended.err()).doesNotContain("network");
    assertThat(Files.readAllLines(asked)).hasSize(3);
  }

  @Test
  void aSlowPageHostHoldsUpNoOtherDownload() throws Exception {
    server.on("/media", Replies.body(CorpusBed.fake(1)));
    server.on("/file", Replies.body(CorpusBed.fake(2)));
    manifest(
        "file_name,url,MOS",
        "a.mp4," + elsewhere("/watch") + ",1.5",
        "b.mp4," + server.url("/file") + ",2.5");
    // The page is found once the file is there.
    Path resolver =
        Scripts.program(
            temporary.resolve("resolver"),
            "until [ -e %s ]; do sleep 0.1; done; echo %s"
                .formatted(bed.clip("b.mp4"), server.url("/media")));

    Child.Ended ended =
        run("--resolver-hosts=localhost", "--resolver-bin=" + resolver, "--downloads=1");

    assertThat(ended.lastLine()).contains("wrote 2 rows");
  }

  @Test
  void aResolverIsNeverPartOfASubmission() throws Exception {
    Child.Ended ended = new Child.Setup(temporary).run("submit", "--resolver-bin=/bin/true");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("--resolver-bin");
  }

  @Test
  void aProxyThatWantsALoginIsNoClipsFault() throws Exception {
    server.on("/a", Replies.body(CorpusBed.fake(1)));
    manifest("file_name,url,MOS", "a.mp4," + server.url("/a") + ",1.5");
    try (ProxyServer proxy = ProxyServer.start("Basic eDp5")) {
      Child.Ended ended = run("--proxy=http://127.0.0.1:" + proxy.port());

      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.err()).contains("the proxy 127.0.0.1:" + proxy.port() + " requires a login");
      assertThat(reason("a.mp4")).isEmpty();
    }
  }
}
