package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosingest.core.probe.ClipZoo;

/** What a body's first bytes say: every container that FFmpeg writes is taken, all else is not. */
final class BodySnifferTest {

  @TempDir private Path folder;

  private static boolean isTaken(byte[] body) {
    return whatElse(body, "").isEmpty();
  }

  private static String whatElse(byte[] body, String contentType) {
    byte[] head = Arrays.copyOf(body, BodySniffer.WANTED);
    return BodySniffer.notAVideo(head, Math.min(body.length, head.length), contentType).orElse("");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ZERO_BYTES_MP4", "PNG_PICTURE", "GIF_PICTURE"})
  void everyClipOfTheZooIsTakenWhateverTheServerCallsIt(ClipZoo clip) throws IOException {
    byte[] body = Files.readAllBytes(clip.path());
    for (String type : List.of("", "video/mp4", "text/html", "application/json; charset=utf-8")) {
      assertThat(whatElse(body, type)).as(type).isEmpty();
    }
  }

  /** A muxer of FFmpeg, and what it needs. */
  record Muxer(String name, List<String> options) {
    Muxer(String name, String... options) {
      this(name, List.of(options));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Muxer> muxers() {
    String[] mpeg2 = {"-c:v", "mpeg2video"};
    return Stream.of(
        new Muxer("mp4", "-c:v", "mpeg4"),
        new Muxer("mp4", "-c:v", "mpeg4", "-movflags", "+faststart"),
        new Muxer("mp4", "-c:v", "mpeg4", "-movflags", "+frag_keyframe+empty_moov"),
        new Muxer("mp4", "-c:v", "mpeg4", "-movflags", "+dash"),
        new Muxer("mov", "-c:v", "mpeg4"),
        new Muxer("3gp", "-c:v", "mpeg4"),
        new Muxer("3g2", "-c:v", "mpeg4"),
        new Muxer("ipod", "-c:v", "mpeg4"),
        new Muxer("ismv", "-c:v", "libopenh264"),
        new Muxer("f4v", "-c:v", "libopenh264"),
        new Muxer("matroska", "-c:v", "mpeg4"),
        new Muxer("webm", "-c:v", "libvpx"),
        new Muxer("avi", "-c:v", "mpeg4"),
        new Muxer("mpegts", mpeg2),
        new Muxer("mpegts", "-c:v", "mpeg2video", "-mpegts_m2ts_mode", "1"),
        new Muxer("mpeg", mpeg2),
        new Muxer("vob", mpeg2),
        new Muxer("svcd", mpeg2),
        new Muxer("dvd", mpeg2),
        new Muxer("vcd", "-c:v", "mpeg1video"),
        new Muxer("mxf", mpeg2),
        new Muxer("nut", "-c:v", "mpeg4"),
        new Muxer("asf", "-c:v", "wmv2"),
        new Muxer("flv", "-c:v", "flv"),
        new Muxer("ogg", "-c:v", "libvpx"),
        new Muxer("ogv", "-c:v", "libvpx"),
        new Muxer("ivf", "-c:v", "libvpx"),
        new Muxer("yuv4mpegpipe", "-pix_fmt", "yuv420p"),
        new Muxer("rm", "-c:v", "rv20", "-s", "176x144"),
        new Muxer("swf", "-c:v", "flv"),
        new Muxer("dv", "-c:v", "dvvideo", "-s", "720x576", "-r", "25", "-pix_fmt", "yuv420p"),
        new Muxer(
            "dv", "-c:v", "dvvideo", "-s", "720x480", "-r", "30000/1001", "-pix_fmt", "yuv411p"),
        new Muxer("gxf", "-c:v", "mpeg2video", "-s", "720x576", "-r", "25"),
        new Muxer("wtv", mpeg2),
        new Muxer("roq", "-c:v", "roqvideo", "-s", "128x128", "-r", "30"),
        new Muxer("avif", "-c:v", "libaom-av1", "-cpu-used", "8", "-frames:v", "1"),
        new Muxer("h264", "-c:v", "libopenh264"),
        new Muxer("m4v", "-c:v", "mpeg4"),
        new Muxer("mpeg1video", "-c:v", "mpeg1video"),
        new Muxer("mpeg2video", mpeg2));
  }

  @ParameterizedTest
  @MethodSource("muxers")
  void everyContainerThatFfmpegWritesIsTaken(Muxer muxer) throws IOException {
    Path file = folder.resolve("clip");
    ClipZoo.ffmpeg(
        file,
        Stream.of(
                Stream.of("-f", "lavfi", "-i", "testsrc2=size=160x96:rate=25:duration=0.4"),
                muxer.options().stream(),
                Stream.of("-f", muxer.name()))
            .flatMap(each -> each)
            .toList());
    byte[] body = Files.readAllBytes(file);
    assertThat(whatElse(body, "")).as(HexFormat.of().formatHex(body, 0, 32)).isEmpty();
  }

  @Test
  void whatFfmpegSkipsMayStandBeforeIt() throws IOException {
    byte[] stream = Files.readAllBytes(ClipZoo.MPEG4_TS.path());
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 6, 'T', 'I', 'T', '2', 0, 0};
    assertThat(isTaken(joined(tag, stream))).isTrue();
    assertThat(isTaken(Arrays.copyOfRange(stream, 100, stream.length))).as("a cut packet").isTrue();
    byte[] program = Files.readAllBytes(ClipZoo.MPEG2_MPG.path());
    assertThat(isTaken(joined(new byte[64], program))).as("zero bytes").isTrue();
    for (String box : List.of("free", "skip", "wide", "uuid")) {
      byte[] padding = joined(new byte[] {0, 0, 0, 16}, (box + "12345678").getBytes(ISO_8859_1));
      assertThat(isTaken(joined(padding, Files.readAllBytes(ClipZoo.H264_MOV.path()))))
          .as(box)
          .isTrue();
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static Stream<Object[]> others() {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    return Stream.of(
        new Object[] {
          "a JSON document", text("{\"error\":{\"code\":429," + "\"a\":1,".repeat(200) + "}}")
        },
        new Object[] {"a JSON document", text("[" + "1,".repeat(900) + "1]")},
        new Object[] {"text", text("e".repeat(3000))},
        new Object[] {"text", text("Get free access: " + "sign in. ".repeat(100))},
        new Object[] {"text", text("Zugriff verweigert für dieses Gerät. ".repeat(20))},
        new Object[] {"text", text("G".repeat(2000))},
        new Object[] {"an HTML page", text(" \n<!DOCTYPE html><html>")},
        new Object[] {"an XML document", text("<Error><Code>SlowDown</Code></Error>")},
        new Object[] {"a playlist", text("#EXTM3U\n#EXT-X-VERSION:3\n")},
        new Object[] {"a picture", text("GIF89a\u0001\u0000")},
        new Object[] {"an archive", text("PK\u0003\u0004\u0014\u0000")},
        new Object[] {"zero bytes", new byte[4000]},
        new Object[] {"no video container starts with 73 d5 1a bb d8 9c b8 19", noise});
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("others")
  void allElseIsNamed(String what, byte[] body) {
    assertThat(whatElse(body, "video/mp4")).isEqualTo(what);
  }

  /** Letters that a container begins with: then the server's word decides, if it is all text. */
  @Test
  void theServersWordCountsWhereTextBeginsAsAContainerDoes() {
    byte[] text = text("CWS is short for a web site. ".repeat(30));
    assertThat(whatElse(text, "text/plain")).isEqualTo("text");
    assertThat(whatElse(text, "application/problem+json")).isEqualTo("text");
    assertThat(whatElse(text, "video/mp4")).isEmpty();
    assertThat(whatElse(text, "")).isEmpty();
    byte[] flash = text("CWS\u0005\u0001\u0000");
    assertThat(whatElse(flash, "text/html")).isEmpty();
  }
}
