package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.FaultServer.Request;
import org.mosingest.transfer.FaultServer.Script;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.Extent;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.RangeReply;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;

/**
 * A download that is cut goes on where it was, and only where it certainly may. In every case the
 * bytes are right.
 */
final class ResumeTest extends DownloadTestBase {

  private static final byte[] CLIP = clip(100_000);
  private static final String TAG = "ETag: \"v1\"";
  private static final String DATE = "Last-Modified: Tue, 03 Feb 2015 04:05:06 GMT";

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Test
  void goesOnWithRangeAndIfRange() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000));
    assertFetched(settle(begin("/a")), CLIP);
    List<Request> requests = server.requests();
    assertThat(requests).hasSize(4);
    assertThat(requests.get(0).header("Range")).isEmpty();
    assertThat(requests.get(1).header("Range")).contains("bytes=30000-");
    assertThat(requests.get(1).header("If-Range")).contains("\"v1\"");
    assertThat(requests.get(1).header("Accept-Encoding")).contains("identity");
    assertThat(requests.get(3).header("Range")).contains("bytes=90000-");
    assertThat(meter.received).hasValue(CLIP.length);
    assertThat(meter.resumed).hasValue(30_000 + 60_000 + 90_000);
  }

  @Test
  void progressIsNeverGivenUpOn() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(3000));
    assertFetched(
        settle(begin("/a", new DownloadPolicy(Duration.ofSeconds(5), 0, retry -> Duration.ZERO))),
        CLIP);
    assertThat(server.requests()).hasSize(34);
  }

  @Test
  void bytesThatWereHeldBeforeAreNoProgress() throws Exception {
    server.on("/a", Replies.file(CLIP).withoutRanges().cutAfter(30_000));
    assertFailed(settle(begin("/a")), "truncated");
    assertThat(server.requests()).hasSize(1 + 1 + POLICY.retries());
  }

  @Test
  void aServerThatMakesUpVersionsIsNotAskedForEver() throws Exception {
    List<Request> seen = new ArrayList<>();
    server.on(
        "/a",
        (request, socket) -> {
          seen.add(request);
          Replies.file(CLIP, "ETag: \"" + seen.size() + "\"")
              .cutAfter(30_000)
              .answer(request, socket);
        });
    assertFailed(settle(begin("/a")), "truncated");
    assertThat(seen.size()).isLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 511, 512, 513, 8192, 65_535, 65_536, 65_537, 99_999})
  void anyOffsetWill(int cut) throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(cut), Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
  }

  @Test
  void anotherProcessGoesOn() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(CLIP, TAG));
    assertRetry(attempt(begin("/a")), "truncated");
    assertThat(part()).hasBinaryContent(Arrays.copyOf(CLIP, 30_000));
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests().get(1).header("Range")).contains("bytes=30000-");
  }

  /** A signature that expires is part of the query, and so changes with the manifest. */
  @Test
  void aPartGoesOnAtTheSameUrlWithAnotherQuery() throws Exception {
    server.on("/a?sig=1", Replies.file(CLIP, TAG).cutAfter(30_000));
    server.on("/a?sig=2", Replies.file(CLIP, TAG));
    assertRetry(attempt(begin("/a?sig=1")), "truncated");
    assertFetched(attempt(begin("/a?sig=2")), CLIP);
    assertThat(server.requests("/a?sig=2").getFirst().header("Range")).contains("bytes=30000-");
    assertThat(server.requests("/a?sig=2").getFirst().header("If-Range")).contains("\"v1\"");
  }

  @Test
  void anotherVersionUnderAnotherQueryStartsOver() throws Exception {
    byte[] other = clip(90_000);
    server.on("/a?id=1", Replies.file(CLIP, TAG).cutAfter(30_000));
    server.on("/a?id=2", Replies.file(other, "ETag: \"v2\""));
    assertRetry(attempt(begin("/a?id=1")), "truncated");
    assertFetched(attempt(begin("/a?id=2")), other);
  }

  @Test
  void aWholePartUnderAnotherQueryIsAskedForAgain() throws Exception {
    leave(CLIP, server.url("/a?id=1"), CLIP.length);
    byte[] other = clip(90_000);
    server.on("/a?id=2", Replies.file(other, "ETag: \"v2\""));
    assertFetched(attempt(begin("/a?id=2")), other);
  }

  @Test
  void chunksGoOnToo() throws Exception {
    server.on("/a", Replies.chunked(CLIP, 30_000, TAG), Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(1).header("Range")).contains("bytes=30000-");
  }

  @Test
  void rangeAndIfRangeFollowARedirect() throws Exception {
    server
        .on("/a", Replies.status(302, "Location: /b"))
        .on("/b", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests("/b").get(1).header("Range")).contains("bytes=30000-");
    assertThat(server.requests("/b").get(1).header("If-Range")).contains("\"v1\"");
  }

  @Test
  void aDateWithALengthServes() throws Exception {
    server.on("/a", Replies.file(CLIP, DATE).cutAfter(30_000), Replies.file(CLIP, DATE));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(1).header("If-Range"))
        .contains("Tue, 03 Feb 2015 04:05:06 GMT");
  }

  @Test
  void aDateServesBesideAWeakTag() throws Exception {
    server.on(
        "/a",
        Replies.file(CLIP, "ETag: W/\"v1\"", DATE).cutAfter(30_000),
        Replies.file(CLIP, DATE));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(1).header("If-Range"))
        .contains("Tue, 03 Feb 2015 04:05:06 GMT");
  }

  @Test
  void withoutAStrongValidatorItStartsOver() throws Exception {
    String sameSecond = "Date: Tue, 03 Feb 2015 04:05:06 GMT";
    for (List<String> fields :
        List.of(
            List.<String>of(),
            List.of("ETag: W/\"v1\""),
            List.of("ETag: v1"),
            List.of(DATE, sameSecond))) {
      Files.deleteIfExists(target());
      server.on(
          "/a",
          Replies.file(CLIP, fields.toArray(String[]::new)).cutAfter(30_000),
          Replies.file(CLIP));
      ClipDownload download = begin("/a");
      assertRetry(attempt(download), "truncated");
      assertThat(part()).doesNotExist();
      assertFetched(attempt(download), CLIP);
      assertThat(server.requests().getLast().header("Range")).isEmpty();
    }
  }

  @Test
  void aDateWithoutALengthDoesNotServe() throws Exception {
    server.on("/a", Replies.chunked(CLIP, 30_000, DATE), Replies.file(CLIP));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(1).header("Range")).isEmpty();
  }

  @Test
  void aChangedClipStartsOver() throws Exception {
    byte[] changed = clip(80_000);
    server.on(
        "/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(changed, "ETag: \"v2\""));
    assertFetched(settle(begin("/a")), changed);
    assertThat(server.requests()).hasSize(2);
    assertThat(meter.resumed).hasValue(0);
  }

  @Test
  void aChangedClipIsItselfContinued() throws Exception {
    byte[] changed = clip(80_000);
    server.on(
        "/a",
        Replies.file(CLIP, TAG).cutAfter(30_000),
        Replies.file(changed, "ETag: \"v2\"").cutAfter(20_000));
    assertFetched(settle(begin("/a")), changed);
  }

  @Test
  void aServerWithoutRangesStartsOver() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.body(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Range: bytes 29999-99999/100000",
        "Content-Range: bytes 30001-99999/100000",
        "Content-Range: bytes 30000-99999/100001",
        "Content-Range: bytes 99999-30000/100000",
        "Content-Range: items 30000-99999/100000",
        "Content-Range: bytes 30000-99999",
        "X-None: x"
      })
  void aPartThatIsNotTheOneAskedForStartsOver(String field) throws Exception {
    server.on(
        "/a",
        Replies.file(CLIP, TAG).cutAfter(30_000),
        partial(30_000, field),
        Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(2).header("Range")).isEmpty();
  }

  @Test
  void aPartOfAnotherVersionStartsOver() throws Exception {
    Script lie = partial(30_000, "Content-Range: bytes 30000-99999/100000", "ETag: \"v2\"");
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), lie, Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aPartShorterThanAskedForIsProgress() throws Exception {
    byte[] some = Arrays.copyOfRange(CLIP, 30_000, 50_000);
    Script less =
        (request, socket) -> {
          Replies.head(
              socket, 206, List.of("Content-Range: bytes 30000-49999/*", "Content-Length: 20000"));
          socket.getOutputStream().write(some);
        };
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), less, Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(2).header("Range")).contains("bytes=50000-");
  }

  @Test
  void aWholePartNeedsNoRequest() throws Exception {
    leave(CLIP, server.url("/a"), CLIP.length);
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests()).isEmpty();
    assertThat(meter.resumed).hasValue(CLIP.length);
  }

  @Test
  void aRangeThatCannotBeMeansDoneWhereTheLengthSaysSo() {
    Validator version = new Validator("\"v1\"", "", 100);
    assertThat(RangeReply.of(unsatisfied("bytes */100"), version, Extent.WHOLE, 100))
        .isEqualTo(new RangeReply.NothingLeft());
    assertThat(RangeReply.of(unsatisfied("bytes */101"), version, Extent.WHOLE, 100))
        .isEqualTo(new RangeReply.NoUse());
    assertThat(RangeReply.of(unsatisfied("bytes */99"), version, Extent.WHOLE, 99))
        .isEqualTo(new RangeReply.NoUse());
    assertThat(RangeReply.of(unsatisfied("nonsense"), version, Extent.WHOLE, 100))
        .isEqualTo(new RangeReply.NoUse());
  }

  @Test
  void aRangeOfAPartOfAFileIsARangeOfTheFile() {
    Validator version = new Validator("\"v1\"", "", 1000);
    Extent member = Extent.of(200, 300);
    assertThat(member.rangeFrom(100)).isEqualTo("bytes=300-499");
    assertThat(RangeReply.of(partial("bytes 300-499/1000"), version, member, 100))
        .isEqualTo(new RangeReply.Rest(300));
    assertThat(RangeReply.of(partial("bytes 300-500/1000"), version, member, 100))
        .isEqualTo(new RangeReply.NoUse());
    assertThat(RangeReply.of(partial("bytes 100-499/1000"), version, member, 100))
        .isEqualTo(new RangeReply.NoUse());
    assertThat(RangeReply.of(partial("bytes 300-499/1001"), version, member, 100))
        .isEqualTo(new RangeReply.NoUse());
  }

  @Test
  void aRestBehindTheLengthRecordedIsNoUse() {
    Validator version = new Validator("\"v1\"", "", 1000);
    assertThat(RangeReply.of(partial("bytes 500-999/*"), version, Extent.WHOLE, 500))
        .isEqualTo(new RangeReply.Rest(1000));
    assertThat(RangeReply.of(partial("bytes 500-1000/*"), version, Extent.WHOLE, 500))
        .isEqualTo(new RangeReply.NoUse());
    assertThat(RangeReply.of(partial("bytes 1000-1999/*"), version, Extent.WHOLE, 1000))
        .isEqualTo(new RangeReply.NoUse());
  }

  @Test
  void aRecordedLengthBelowZeroIsNone() throws Exception {
    PartPaths paths = PartPaths.of(target());
    Files.createDirectories(paths.record().resolveSibling(""));
    Files.writeString(paths.record(), "{\"version\":2,\"etag\":\"\\\"v1\\\"\",\"total\":-1000}");
    assertThat(PartRecords.read(paths))
        .hasValueSatisfying(read -> assertThat(read.total()).isEqualTo(-1));
  }

  private static ToldHead partial(String contentRange) {
    return new ToldHead(206, List.of(Map.entry("Content-Range", contentRange)));
  }

  @Test
  void aRangeThatCannotBeStartsOverOtherwise() throws Exception {
    leave(Arrays.copyOf(CLIP, 500), server.url("/a"), 1000);
    server.on(
        "/a",
        Replies.status(416, "Content-Range: bytes */400"),
        Replies.file(CLIP, "ETag: \"v3\""));
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).header("Range")).isEmpty();
  }

  @Test
  void startsOverWhereTheLeftoversCannotBeTrusted() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG));
    byte[] wrong = new byte[500];
    leave(wrong, server.url("/other"), CLIP.length);
    assertFetchedPlainly();
    leave(wrong, server.url("/a"), 499);
    assertFetchedPlainly();
    leave(wrong, server.url("/a"), CLIP.length);
    Files.writeString(record(), "{\"version\":2,");
    assertFetchedPlainly();
    leave(wrong, server.url("/a"), CLIP.length);
    Files.writeString(
        record(), Files.readString(record()).replace("\"version\":2", "\"version\":1"));
    assertFetchedPlainly();
    leave(wrong, server.url("/a"), CLIP.length);
    Files.writeString(record(), Files.readString(record()).replace("v1", "v\u00e9"));
    assertFetchedPlainly();
    Files.write(part(), wrong);
    assertFetchedPlainly();
  }

  @Test
  void bytesOnDiskBeyondTheHashAreCutOff() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(CLIP, TAG));
    ClipDownload download = begin("/a");
    attempt(download);
    Files.write(part(), new byte[77], StandardOpenOption.APPEND);
    assertFetched(attempt(download), CLIP);
    assertThat(server.requests().get(1).header("Range")).contains("bytes=30000-");
  }

  @Test
  void bytesBeyondTheHashAreCutOffWhereTheLengthIsUnknown() throws Exception {
    server.on("/a", Replies.chunked(CLIP, 30_000, TAG), Replies.file(CLIP, TAG));
    ClipDownload download = begin("/a");
    attempt(download);
    Files.write(part(), new byte[CLIP.length], StandardOpenOption.APPEND);
    assertFetched(attempt(download), CLIP);
  }

  @Test
  void aPictureCutInItsFirstBytesIsStillNoVideo() throws Exception {
    byte[] picture = CLIP.clone();
    System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 0, picture, 0, 4);
    server.on("/a", Replies.file(picture, TAG).cutAfter(1), Replies.file(picture, TAG));
    assertFailed(settle(begin("/a")), "not-a-video: a picture");
  }

  @Test
  void closingIsNoFaultOfTheClip() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.on(
        "/a",
        (request, socket) -> {
          asked.countDown();
          server.stall();
        });
    ClipDownload download = begin("/a");
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    asked.await();
    downloads.close();
    thread.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> attempt(download)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aPartCutShortByOthersIsHashedAgain() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(CLIP, TAG));
    ClipDownload download = begin("/a");
    attempt(download);
    Files.write(part(), Arrays.copyOf(CLIP, 20_000));
    assertFetched(attempt(download), CLIP);
    assertThat(server.requests().get(1).header("Range")).contains("bytes=20000-");
  }

  @Test
  void aPartDeletedByOthersStartsOver() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.file(CLIP, TAG));
    ClipDownload download = begin("/a");
    attempt(download);
    Files.delete(part());
    assertFetched(attempt(download), CLIP);
    assertThat(server.requests().get(1).header("Range")).isEmpty();
  }

  @Test
  void anErrorPageInBetweenCostsNothing() throws Exception {
    server.on(
        "/a",
        Replies.file(CLIP, TAG).cutAfter(30_000),
        Replies.status(503),
        Replies.file(CLIP, TAG).cutAfter(0),
        Replies.file(CLIP, TAG));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().get(3).header("Range")).contains("bytes=30000-");
  }

  @Test
  void aClipThatIsGoneLeavesNoPart() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG).cutAfter(30_000), Replies.status(404));
    assertFailed(settle(begin("/a")), "http-404");
    assertThat(part()).doesNotExist();
    assertThat(record()).doesNotExist();
  }

  @Test
  void anInterruptKeepsThePart() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    server.on("/a", Replies.file(CLIP, TAG).stallAfter(30_000), Replies.file(CLIP, TAG));
    TransferMeter watching =
        new TransferMeter() {
          private long sum;

          @Override
          public void received(long bytes) {
            sum += bytes;
            if (sum == 30_000) {
              held.countDown();
            }
          }

          @Override
          public void resumed(long bytes) {}
        };
    ClipDownload download = downloads.begin(url(server.url("/a")), target(), POLICY, watching);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    held.await();
    thread.interrupt();
    thread.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(Files.size(part())).isPositive();
    assertFetched(attempt(download), CLIP);
    assertThat(server.requests().get(1).header("Range")).isPresent();
  }

  @Test
  void aPartThatCannotBeWrittenIsTheMachinesFault() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG));
    Files.createDirectories(part().resolve("in-the-way"));
    assertThatThrownBy(() -> attempt(begin("/a")))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining(part().toString());
  }

  @Test
  void aRecordThatCannotBeWrittenIsTheMachinesFaultAndLeavesNoFalseRecord() throws Exception {
    server.on("/a", Replies.file(CLIP, TAG));
    Path inTheWay = Files.createDirectories(folder.resolve("a.mp4.part.json.tmp"));
    Path withoutMarks = new FullDisk(FullDisk.Operation.MAKE_FOLDER, "nothing", 0).at(target());
    assertThatThrownBy(
            () -> attempt(downloads.begin(url(server.url("/a")), withoutMarks, POLICY, meter)))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot write " + record());
    assertThat(record()).doesNotExist();
    assertThat(part()).isEmptyFile();
    Files.delete(inTheWay);
    assertFetched(attempt(begin("/a")), CLIP);
  }

  @Test
  void aPartOfAKilledProcessCarriesItsRecordWithIt() throws Exception {
    Files.write(part(), Arrays.copyOf(CLIP, 1_000));
    PartRecords.attach(
        PartPaths.of(target()),
        new PartRecord(server.url("/a"), new Validator("\"v1\"", "", CLIP.length)));
    assumeThat(record()).as("file systems without user attributes have it beside").doesNotExist();
    assertThat(Downloads.sweep(folder)).isZero();
    assertThat(Downloads.kept(target())).isEqualTo(1_000);
    server.on("/a", Replies.file(CLIP, TAG));

    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests().getLast().header("Range")).contains("bytes=1000-");
    assertThat(Files.getFileAttributeView(target(), UserDefinedFileAttributeView.class).list())
        .isEmpty();
  }

  private void assertFetchedPlainly() throws Exception {
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests().getLast().header("Range")).isEmpty();
    Files.delete(target());
  }

  private void leave(byte[] bytes, String url, long total) throws Exception {
    Files.write(part(), bytes);
    PartRecords.write(
        PartPaths.of(target()), new PartRecord(url, new Validator("\"v1\"", "", total)));
  }

  private static Script partial(int from, String... fields) {
    return (request, socket) -> {
      List<String> all = new ArrayList<>(List.of(fields));
      all.add("Content-Length: " + (CLIP.length - from));
      Replies.head(socket, 206, all);
      socket.getOutputStream().write(CLIP, from, CLIP.length - from);
    };
  }

  private static HttpWire.Reply unsatisfied(String contentRange) {
    return new HttpWire.Reply() {
      @Override
      public int status() {
        return 416;
      }

      @Override
      public java.util.Optional<String> header(String name) {
        return name.equals("Content-Range")
            ? java.util.Optional.of(contentRange)
            : java.util.Optional.empty();
      }

      @Override
      public List<String> headers(String name) {
        return header(name).stream().toList();
      }

      @Override
      public boolean isFramed() {
        return true;
      }

      @Override
      public int read(byte[] buffer, int from) {
        return -1;
      }

      @Override
      public void close() {}
    };
  }
}
