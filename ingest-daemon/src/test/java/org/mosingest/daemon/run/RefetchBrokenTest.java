package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Books;
import org.mosingest.transfer.Replies;

/** Broken clips that were downloaded, fetched again where that is asked for. */
final class RefetchBrokenTest extends RunTestBase {

  /** What passes for a video until it is probed. */
  private static final byte[] NOISE = {0, 0, 1, (byte) 0xba, 4, 5, 6, 7, 8, 9};

  private RunResult refetching(String pattern) throws Exception {
    return run(options().refetchBroken(ReasonPattern.of(pattern)).build(), fake);
  }

  @Test
  void aBrokenClipThatWasDownloadedGoesAsideAndComesAgain() throws Exception {
    server.on("/a", Replies.body(NOISE), Replies.file(CorpusBed.fake(1)));
    server.on("/b", Replies.body(NOISE));
    bed.row("a.mp4", server.url("/a"), "1.0").row("sub/b.mp4", server.url("/b"), "2.0").write();
    assertThat(books(run())).isEqualTo(new Books(2, 0, 0, 0, 2));
    assertThat(books(run())).as("not asked for").isEqualTo(new Books(2, 0, 0, 0, 2));
    assertThat(server.requests()).hasSize(2);

    assertThat(books(refetching("nothing of the kind"))).isEqualTo(new Books(2, 0, 0, 0, 2));
    assertThat(server.requests()).as("another reason").hasSize(2);

    assertThat(books(refetching(""))).isEqualTo(new Books(2, 1, 0, 0, 1));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 1, "1.0"));
    assertThat(server.requests()).as("once each, broken again or not").hasSize(4);
    assertThat(aside("a.mp4")).hasBinaryContent(NOISE);
    assertThat(aside("sub/b.mp4")).hasBinaryContent(NOISE);
    assertThat(bed.clip("sub/b.mp4")).hasBinaryContent(NOISE);
  }

  @Test
  void aClipThatOnlyThisRunDownloadedIsNotFetchedTwice() throws Exception {
    server.on("/a", Replies.body(NOISE));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    assertThat(books(refetching(""))).isEqualTo(new Books(1, 0, 0, 0, 1));
    assertThat(server.requests()).hasSize(1);
    assertThat(aside("a.mp4")).doesNotExist();
  }

  @Test
  void whatNobodyDownloadedStays() throws Exception {
    server.on("/hand", Replies.file(CorpusBed.fake(1)));
    Path elsewhere = Files.write(bed.folder().resolve("clips-store.bin"), NOISE);
    bed.local("no-url.mp4", NOISE, "1.0").write();
    run();
    bed.row("by-hand.mp4", server.url("/hand"), "2.0")
        .row("link.mp4", server.url("/hand"), "2.0")
        .write();
    Files.write(bed.clip("by-hand.mp4"), NOISE);
    Files.createSymbolicLink(bed.clip("link.mp4"), elsewhere);

    assertThat(books(refetching("")).skippedBroken()).isEqualTo(3);
    assertThat(server.requests()).isEmpty();
    assertThat(bed.clip("no-url.mp4")).hasBinaryContent(NOISE);
    assertThat(bed.clip("by-hand.mp4")).hasBinaryContent(NOISE);
    assertThat(Files.isSymbolicLink(bed.clip("link.mp4"))).isTrue();
  }

  @Test
  void aClipThatCannotBeHadAnyMoreIsADownloadFailureAndItsOldBytesAreKept() throws Exception {
    server.on("/a", Replies.body(NOISE), Replies.status(404));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    run();
    assertThat(books(refetching(""))).isEqualTo(new Books(1, 0, 0, 1, 0));
    assertThat(aside("a.mp4")).hasBinaryContent(NOISE);
    assertThat(bed.clip("a.mp4")).doesNotExist();
  }

  private Path aside(String name) {
    return bed.clip(name + ".broken");
  }
}
