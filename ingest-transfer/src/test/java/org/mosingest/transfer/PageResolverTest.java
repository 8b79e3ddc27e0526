package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.page.PageResolver;

/** Pages whose video another program finds; it is a script here. */
final class PageResolverTest extends DownloadTestBase {

  private static final byte[] CLIP = HttpFaults.CLIP;

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  private ClipDownload page(String script, DownloadPolicy policy) throws IOException {
    Path program = folder.resolve("resolver");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return page(program.toString(), "127.0.0.1", policy);
  }

  private ClipDownload page(String program, String hosts, DownloadPolicy policy) {
    return downloads
        .resolving(Optional.of(program), hosts)
        .begin(url(server.url("/watch?v=1")), target(), policy, meter);
  }

  private String media(String path) {
    return server.url(path).replace("127.0.0.1", "localhost");
  }

  @Test
  void theVideoOfAPageIsFetchedFromWhereTheProgramSays() throws Exception {
    server.on("/media", Replies.body(CLIP));
    String asked = folder.resolve("asked").toString();

    assertFetched(
        settle(
            page(
                "for last; do :; done; echo $last > " + asked + "; echo " + media("/media"),
                POLICY)),
        CLIP);

    assertThat(Files.readString(Path.of(asked)).strip()).isEqualTo(server.url("/watch?v=1"));
    assertThat(server.requests()).hasSize(1);
    assertThat(moves).containsExactly("localhost");
  }

  @Test
  void aMediaUrlThatHasExpiredIsAskedForAgainAndItsBytesGoOn() throws Exception {
    server.on("/media?sig=1", Replies.file(CLIP, "ETag: \"1\"").cutAfter(40_000));
    server.on("/media?sig=2", Replies.status(403));
    server.on("/media?sig=3", Replies.file(CLIP, "ETag: \"1\""));
    String count = folder.resolve("count").toString();

    assertFetched(
        settle(
            page(
                "echo x >> "
                    + count
                    + "; echo \""
                    + media("/media?sig=")
                    + "$(wc -l < "
                    + count
                    + ")\"",
                POLICY)),
        CLIP);

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().getLast().header("Range")).hasValue("bytes=40000-");
  }

  @Test
  void twoPagesAreAskedAboutAtATimeHoweverManyDownloadsThereAre() throws Exception {
    server.on("/media", Replies.body(CLIP));
    Path asking = Files.createDirectory(folder.resolve("asking"));
    Path program = folder.resolve("resolver");
    Files.writeString(
        program,
        """
        #!/bin/sh
        cd %s
        touch asking/$$
        [ "$(ls asking | wc -l)" -le 2 ] || touch crowd
        until [ -e go ]; do sleep 0.05; done
        rm asking/$$
        echo %s
        """
            .formatted(folder, media("/media")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Downloads resolving = downloads.resolving(Optional.of(program.toString()), "127.0.0.1");
    List<Future<AttemptOutcome>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        ClipDownload clip =
            resolving.begin(url(server.url("/watch")), folder.resolve(i + ".mp4"), PATIENT, meter);
        all.add(threads.submit(() -> clip.toTheEnd(host -> {})));
      }
      while (count(asking) < 2) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      Files.createFile(folder.resolve("go"));
      for (Future<AttemptOutcome> one : all) {
        assertThat(one.get()).isInstanceOf(AttemptOutcome.Fetched.class);
      }
    }
    assertThat(folder.resolve("crowd")).doesNotExist();
  }

  private static long count(Path asking) throws IOException {
    try (Stream<Path> files = Files.list(asking)) {
      return files.count();
    }
  }

  @Test
  void whatTheProgramSaysIsTheReason() throws Exception {
    assertFailed(
        attempt(page("echo 'ERROR: Video unavailable' >&2; exit 1", POLICY)),
        "resolver: ERROR: Video unavailable");
    assertFailed(attempt(page("exit 3", POLICY)), "resolver: it exited with status 3");
    assertFailed(attempt(page("echo file:///etc/passwd", POLICY)), "resolver: it printed no");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theLoginOfAPagesUrlIsNotRepeated() throws Exception {
    Path program = folder.resolve("resolver");
    Files.writeString(
        program, "#!/bin/sh\nfor u; do :; done; echo \"ERROR: $u: gone\" >&2; exit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    ClipDownload clip =
        downloads
            .resolving(Optional.of(program.toString()), "pages.example")
            .begin(url("http://anna:pl4nted@pages.example/1"), target(), POLICY, meter);

    assertFailed(attempt(clip), "resolver: ERROR: http://pages.example/1: gone");
  }

  @Test
  void aPagesHostThatAsksToWaitIsWaitedForAndAFaultThatPassesComesAgain() throws Exception {
    record Said(String script, long waitS, boolean reached) {}
    for (Said said :
        List.of(
            new Said("echo 'ERROR: HTTP Error 429: Too Many Requests' >&2; exit 1", 30, true),
            new Said("echo 'ERROR: HTTP Error 503: Busy' >&2; exit 1", 0, true),
            new Said("printf 'Retry-After: 7\\nERROR: HTTP Error 403: no\\n' >&2; exit 1", 7, true),
            new Said("echo 'later' >&2; exit 75", 0, true),
            new Said("echo 'ERROR: The read operation timed out' >&2; exit 1", 0, false),
            new Said("echo 'Temporary failure in name resolution' >&2; exit 1", 0, false))) {
      AttemptOutcome outcome = attempt(page(said.script(), POLICY));
      assertThat(outcome).as(said.script()).isInstanceOf(AttemptOutcome.Retry.class);
      AttemptOutcome.Retry retry = (AttemptOutcome.Retry) outcome;
      assertThat(retry.asked()).as(said.script()).hasSeconds(said.waitS());
      assertThat(retry.hostReached()).as(said.script()).isEqualTo(said.reached());
      assertThat(retry.reason().start()).isEqualTo("resolver");
    }
    for (String script :
        List.of(
            "echo 'ERROR: HTTP Error 404: Not Found' >&2; exit 1",
            "printf 'Retry-After: 86400\\nHTTP Error 503\\n' >&2; exit 1")) {
      AttemptOutcome outcome = attempt(page(script, POLICY));
      assertThat(outcome).as(script).isInstanceOf(AttemptOutcome.Failed.class);
      assertThat(((AttemptOutcome.Failed) outcome).hostReached()).isTrue();
    }
  }

  @Test
  void aProgramThatHangsIsEndedAndOneThatFloodsIsReadInBoundedMemory() throws Exception {
    DownloadPolicy brief = new DownloadPolicy(Duration.ofSeconds(1), 0, retry -> Duration.ZERO);

    assertFailed(attempt(page("sleep 600 & wait", brief)), "resolver: no answer within");
    assertFailed(
        attempt(page("head -c 50000000 /dev/zero | tr '\\0' 'x'; exit 1", POLICY)), "resolver: ");
  }

  @Test
  void aProgramThatDoesNotRunIsAFaultOfTheMachine() {
    assertThatThrownBy(() -> attempt(page("/not/there", "127.0.0.1", POLICY)))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot run the resolver /not/there");
  }

  @Test
  void otherHostsHaveNoPages() throws Exception {
    server.on("/watch", Replies.body(CLIP));
    server.on("/watch?v=1", Replies.body(CLIP));

    assertFetched(attempt(page("/not/there", "pages.example", POLICY)), CLIP);
  }

  @Test
  void withoutAProgramPagesAreRefusedBeforehand() {
    PageResolver none = new PageResolver(Optional.empty(), Set.of("pages.example"));
    assertThat(List.of(none.refusal(url("http://pages.example/1")).orElseThrow().start()))
        .containsExactly("needs-resolver");
    assertThat(none.refusal(url("http://files.example/1"))).isEmpty();
  }
}
