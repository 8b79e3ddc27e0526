package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.ZipMaker;

/** Archives that contradict themselves, and servers that give other bytes than were asked for. */
final class HostileArchivesTest extends RunTestBase {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;

  private RunOptions with(ArchivePlace place) {
    return options().retries(2).with(CorpusOption.ARCHIVE, List.of(place)).build();
  }

  private RunResult runOn(byte[] archive) throws Exception {
    Path file = temporary.resolve("hostile.zip");
    Files.write(file, archive);
    return run(with(new ArchivePlace.Local(file)), fake);
  }

  private void refused(byte[] archive, String why) {
    assertThatThrownBy(() -> runOn(archive))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining(why);
  }

  private static byte[] clip(int number) {
    byte[] noise = new byte[30_000];
    new Random(number).nextBytes(noise);
    byte[] start = CorpusBed.fake(number);
    System.arraycopy(start, 0, noise, 0, start.length);
    return noise;
  }

  /** Changes the first record of that signature. */
  private static byte[] patched(byte[] archive, int signature, UnaryOperator<ByteBuffer> change) {
    ByteBuffer all = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (all.getInt(at) != signature) {
      at++;
    }
    var _ = change.apply(all.slice(at, archive.length - at).order(ByteOrder.LITTLE_ENDIAN));
    return archive;
  }

  private byte[] one(boolean wide) throws IOException {
    bed.row("a.mp4", "", "3.5").write();
    ZipMaker zip = new ZipMaker().stored("a.mp4", clip(1));
    return (wide ? zip.wide() : zip).bytes();
  }

  @Test
  void whatFollowsAMemberIsNotBelieved() throws Exception {
    bed.row("a.mp4", "", "3.5").row("b.mp4", "", "3.5").write();
    byte[] archive =
        new ZipMaker()
            .stored("a.mp4", clip(1), member -> member.withFlags(8))
            .deflated("b.mp4", clip(2), member -> member.withFlags(8))
            .bytes();
    // Sum and lengths are said to follow, and what follows is the next member.
    patched(archive, LOCAL, head -> head.putInt(14, 7).putInt(18, 0).putInt(22, 0x7fffffff));

    assertThat(books(runOn(archive)).written()).isEqualTo(2);
    assertThat(bed.clip("a.mp4")).hasBinaryContent(clip(1));
  }

  private void damaged(UnaryOperator<ByteBuffer> change, String why) throws Exception {
    byte[] archive = patched(one(false), LOCAL, change);
    assertThat(books(runOn(archive)).skippedDownload()).isEqualTo(1);
    assertThat(Files.readString(bed.progress())).contains("archive-damaged: a.mp4 " + why);
  }

  @Test
  void aHeaderWithAnotherName() throws Exception {
    damaged(head -> head.put(30, (byte) 'b'), "has another name in its own header");
  }

  @Test
  void aHeaderWithAnotherLength() throws Exception {
    damaged(head -> head.putInt(18, 29_999), "has another length in its own header");
  }

  @Test
  void aHeaderWithAnotherMethod() throws Exception {
    damaged(
        head -> head.putShort(8, (short) 8), "has another compression method in its own header");
  }

  @Test
  void aHeaderThatIsNone() throws Exception {
    damaged(head -> head.putInt(0, 7), "does not begin where the directory says");
  }

  @Test
  void aHeaderThatReachesBeyondItsMember() throws Exception {
    damaged(head -> head.putShort(28, (short) 0x7fff), "overlaps the next member");
  }

  @Test
  void longNumbersThatAreCutOff() throws Exception {
    // The directory's entry says that they follow, the field has room for one.
    byte[] archive = patched(one(true), CENTRAL, entry -> entry.putShort(46 + 5 + 2, (short) 8));
    refused(archive, "its directory is damaged");
  }

  @Test
  void aDirectoryThatReachesIntoTheEndRecord() throws Exception {
    byte[] archive = one(false);
    ByteBuffer end = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(archive.length - 22 + 12, end.getInt(archive.length - 22 + 12) + 10);
    refused(archive, "its end record points beyond the archive");
  }

  @Test
  void aVolumeOfSeveral() throws Exception {
    byte[] archive = one(true);
    ByteBuffer end = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(archive.length - 22 - 20 - 56 + 16, 3);
    refused(archive, "one of several volumes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatUnpacksItselfIsReadBehindItsProgram(boolean wide) throws Exception {
    byte[] archive = one(wide);
    byte[] whole = Arrays.copyOf("#!/bin/sh\nexit\n".getBytes(UTF_8), 5000 + archive.length);
    System.arraycopy(archive, 0, whole, 5000, archive.length);

    assertThat(books(runOn(whole)).written()).isEqualTo(1);
  }

  private static ZipMaker many(int count, String name) {
    ZipMaker zip = new ZipMaker().stored("a.mp4", clip(1));
    for (int i = 1; i < count; i++) {
      zip.stored(i + name, new byte[0]);
    }
    return zip;
  }

  @Test
  void asManyMembersAsSixteenBitsCount() throws Exception {
    bed.row("a.mp4", "", "3.5").write();
    assertThat(books(runOn(many(65_535, ".x").bytes())).written()).isEqualTo(1);
    assertThat(books(runOn(many(65_536, ".x").wide().bytes())).dedups()).isEqualTo(1);
    refused(
        many(65_536, ".x").bytes(), "its directory has 65536 members, but its end record says 0");
  }

  @Test
  void manyMembersOfOneNameAreNotHeld() throws Exception {
    bed.row("a.mp4", "", "3.5").write();
    refused(many(70_000, "/a.mp4").wide().bytes(), "of its members share their names with others");
  }

  @Test
  void namesAreReadInTheirCharactersAndComparedByteForByte() throws Exception {
    bed.row("\u00e9.mp4", "", "3.5").row("A.mp4", "", "3.5").row("u\u0308.mp4", "", "3.5");
    bed.row("\u00e4.mp4", "", "3.5").write();
    byte[] archive =
        new ZipMaker()
            .stored("#.mp4", clip(1))
            .stored("a.mp4", clip(2))
            .stored("A.mp4", clip(3))
            .stored("\u00fc.mp4", clip(4))
            .stored("\u00e4.mp4", clip(5))
            .bytes();
    // As programs wrote it before there was UTF-8: code page 437.
    for (int i = 0; i < archive.length - 5; i++) {
      if (archive[i] == '#' && archive[i + 1] == '.' && archive[i + 2] == 'm') {
        archive[i] = (byte) 0x82;
      }
    }

    assertThat(books(runOn(archive)).written()).isEqualTo(3);
    assertThat(bed.clip("\u00e9.mp4")).hasBinaryContent(clip(1));
    assertThat(bed.clip("A.mp4")).hasBinaryContent(clip(3));
    assertThat(bed.clip("\u00e4.mp4")).hasBinaryContent(clip(5));
    assertThat(Files.readString(bed.progress())).contains("not-in-archive");
  }

  /** How a server answers to ranges. */
  enum Manner {
    /** A part of what was asked for. */
    FEWER_BYTES,
    /** More than was asked for. */
    MORE_BYTES,
    /** Others than were asked for. */
    OTHER_BYTES,
    /** Parts, each with a head of its own. */
    SEVERAL_PARTS,
    /** All of it, of the same version. */
    ALL_OF_IT,
    /** What was asked for, with a tag that proves nothing. */
    WEAK_TAG,
    /** What was asked for, of another date. */
    OTHER_DATE
  }

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /** The end of the archive is answered as it should be. */
  private static FaultServer.Script serving(byte[] archive, Manner manner) {
    AtomicInteger turn = new AtomicInteger();
    return (request, socket) -> {
      Matcher range = RANGE.matcher(request.header("Range").orElse(""));
      assertThat(range.matches()).isTrue();
      boolean tail = range.group(1).isEmpty();
      int from =
          tail
              ? Math.max(0, archive.length - Integer.parseInt(range.group(2)))
              : Integer.parseInt(range.group(1));
      int to = tail ? archive.length : Integer.parseInt(range.group(2)) + 1;
      String validator =
          switch (manner) {
            case OTHER_DATE ->
                "Last-Modified: Mon, 0%d Jan 2024 00:00:00 GMT"
                    .formatted(1 + Math.min(1, turn.getAndIncrement()) * 7);
            case WEAK_TAG -> "ETag: W/\"1\"";
            case FEWER_BYTES, MORE_BYTES, OTHER_BYTES, SEVERAL_PARTS, ALL_OF_IT -> "ETag: \"1\"";
          };
      if (!tail) {
        switch (manner) {
          case FEWER_BYTES -> to = Math.min(to, from + 10_000);
          case MORE_BYTES -> to = Math.min(archive.length, to + 1);
          case OTHER_BYTES -> from++;
          case SEVERAL_PARTS -> {
            body(
                socket,
                206,
                "--x\r\n\r\n".getBytes(UTF_8),
                validator,
                "Content-Type: multipart/byteranges; boundary=x");
            return;
          }
          case ALL_OF_IT -> {
            body(socket, 200, archive, validator);
            return;
          }
          case WEAK_TAG, OTHER_DATE -> {}
        }
      }
      body(
          socket,
          206,
          Arrays.copyOfRange(archive, from, to),
          validator,
          "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, archive.length));
    };
  }

  private static void body(Socket socket, int status, byte[] body, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("Content-Length: " + body.length);
    Replies.head(socket, status, all);
    socket.getOutputStream().write(body);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatGivesOtherBytes(Manner manner) throws Exception {
    bed.row("a.mp4", "", "3.5").row("b.mp4", "", "3.5").write();
    // Longer than what is read of its end.
    byte[] archive =
        new ZipMaker()
            .stored("a.mp4", clip(1))
            .stored("b.mp4", clip(2))
            .stored("rest", new byte[100_000])
            .bytes();
    server.on("/a.zip", serving(archive, manner));
    RunOptions options = with(new ArchivePlace.Remote(server.url("/a.zip")));
    switch (manner) {
      case FEWER_BYTES, WEAK_TAG -> {
        assertThat(books(run(options, fake)).written()).isEqualTo(2);
        assertThat(bed.clip("a.mp4")).hasBinaryContent(clip(1));
        assertThat(bed.clip("b.mp4")).hasBinaryContent(clip(2));
      }
      case MORE_BYTES, OTHER_BYTES, SEVERAL_PARTS -> {
        assertThat(books(run(options, fake)).skippedDownload()).isEqualTo(2);
        assertThat(Files.readString(bed.progress()))
            .contains("protocol: another range than requested");
      }
      case ALL_OF_IT, OTHER_DATE -> {
        assertThatThrownBy(() -> run(options, fake))
            .isInstanceOf(MachineFaultException.class)
            .hasMessageContaining(
                manner == Manner.ALL_OF_IT
                    ? "its server sent all of it instead of a part"
                    : "was changed while the run read it");
        assertThat(Files.readString(bed.progress())).doesNotContain("failed");
      }
    }
  }
}
