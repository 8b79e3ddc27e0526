package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosingest.transfer.attempt.TransferSettings;

/** yt-dlp itself, where this machine has it, asked about pages on loopback. */
final class YtDlpTest extends DownloadTestBase {

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @BeforeEach
  void requireProgram() {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "yt-dlp"))),
        "yt-dlp is not in the PATH");
  }

  private AttemptOutcome fetch(String page) throws Exception {
    return settle(
        downloads
            .resolving(Optional.of("yt-dlp"), "127.0.0.1")
            .begin(url(server.url(page)), target(), PATIENT, meter));
  }

  @Test
  void findsTheVideoOfAPage() throws Exception {
    server.on("/media.mp4", Replies.body(HttpFaults.CLIP, "Content-Type: video/mp4"));
    server.on(
        "/watch",
        Replies.body(
            "<html><title>A clip</title><video src='/media.mp4'></video></html>".getBytes(UTF_8),
            "Content-Type: text/html"));

    assertFetched(fetch("/watch"), HttpFaults.CLIP);
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    server.on("/gone", Replies.status(404));

    assertFailed(fetch("/gone"), "resolver: ERROR: ");
  }
}
