package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we believe of FFmpeg's structures is what the bindings, made from its headers, know. */
final class NativeLayoutTest {

  @TempDir static Path cache;

  @BeforeAll
  static void loadTheBindings() {
    System.setProperty("org.bytedeco.javacpp.cachedir", cache.toString());
    try {
      Loader.load(avformat.class);
    } catch (UnsatisfiedLinkError e) {
      abort(
          "the bindings want a desktop's libraries, which this machine does not have: "
              + e.getMessage());
    }
  }

  @Test
  void fieldsLieWhereWeBelieve() {
    assertOffset(AVFormatContext.class, "iformat", NativeLayout.CONTEXT_INPUT_FORMAT);
    assertOffset(AVFormatContext.class, "pb", NativeLayout.CONTEXT_IO);
    assertOffset(AVFormatContext.class, "ctx_flags", NativeLayout.CONTEXT_FLAGS);
    assertOffset(AVFormatContext.class, "nb_streams", NativeLayout.CONTEXT_STREAM_COUNT);
    assertOffset(AVFormatContext.class, "streams", NativeLayout.CONTEXT_STREAMS);
    assertOffset(AVFormatContext.class, "duration", NativeLayout.CONTEXT_DURATION);
    assertOffset(AVInputFormat.class, "name", NativeLayout.INPUT_FORMAT_NAME);
    assertOffset(AVStream.class, "codecpar", NativeLayout.STREAM_PARAMETERS);
    assertOffset(AVStream.class, "time_base", NativeLayout.STREAM_TIME_BASE);
    assertOffset(AVStream.class, "start_time", NativeLayout.STREAM_START_TIME);
    assertOffset(AVStream.class, "duration", NativeLayout.STREAM_DURATION);
    assertOffset(AVStream.class, "disposition", NativeLayout.STREAM_DISPOSITION);
    assertOffset(AVStream.class, "avg_frame_rate", NativeLayout.STREAM_AVERAGE_RATE);
    assertOffset(AVCodecParameters.class, "codec_type", NativeLayout.PARAMETERS_TYPE);
    assertOffset(AVCodecParameters.class, "codec_id", NativeLayout.PARAMETERS_CODEC);
    assertOffset(AVCodecParameters.class, "format", NativeLayout.PARAMETERS_FORMAT);
    assertOffset(AVCodecParameters.class, "width", NativeLayout.PARAMETERS_WIDTH);
    assertOffset(AVCodecParameters.class, "height", NativeLayout.PARAMETERS_HEIGHT);
    assertOffset(AVCodecContext.class, "width", NativeLayout.CODEC_WIDTH);
    assertOffset(AVCodecContext.class, "height", NativeLayout.CODEC_HEIGHT);
    assertOffset(AVCodecContext.class, "pix_fmt", NativeLayout.CODEC_PIX_FMT);
    assertOffset(AVCodecContext.class, "get_buffer2", NativeLayout.CODEC_GET_BUFFER);
    assertOffset(AVPacket.class, "size", NativeLayout.PACKET_BYTES);
    assertOffset(AVPacket.class, "stream_index", NativeLayout.PACKET_STREAM);
    assertOffset(AVPacket.class, "flags", NativeLayout.PACKET_FLAGS);
    assertOffset(AVCodecDescriptor.class, "name", NativeLayout.DESCRIPTOR_NAME);
  }

  @Test
  void structuresAreAsLongAsWeBelieve() {
    assertThat(Pointer.sizeof(AVFormatContext.class)).isEqualTo(NativeLayout.CONTEXT_SIZE);
    assertThat(Pointer.sizeof(AVStream.class)).isEqualTo(NativeLayout.STREAM_SIZE);
    assertThat(Pointer.sizeof(AVCodecParameters.class)).isEqualTo(NativeLayout.PARAMETERS_SIZE);
    assertThat(Pointer.sizeof(AVCodecContext.class)).isEqualTo(NativeLayout.CODEC_SIZE);
    assertThat(Pointer.sizeof(AVPacket.class)).isEqualTo(NativeLayout.PACKET_SIZE);
  }

  @Test
  void constantsAreFfmpegs() {
    assertThat(avformat.avformat_version() >> 16).isEqualTo(FormatCalls.AVFORMAT_MAJOR);
    assertThat(NativeLayout.NO_HEADER).isEqualTo(avformat.AVFMTCTX_NOHEADER);
    assertThat(NativeLayout.ATTACHED_PICTURE).isEqualTo(avformat.AV_DISPOSITION_ATTACHED_PIC);
    assertThat(NativeLayout.CORRUPT).isEqualTo(avcodec.AV_PKT_FLAG_CORRUPT);
    assertThat(NativeLayout.H264).isEqualTo(avcodec.AV_CODEC_ID_H264);
    assertThat(NativeLayout.HEVC).isEqualTo(avcodec.AV_CODEC_ID_HEVC);
    assertThat(NativeLayout.MPEG4).isEqualTo(avcodec.AV_CODEC_ID_MPEG4);
    assertThat(NativeLayout.PRORES).isEqualTo(avcodec.AV_CODEC_ID_PRORES);
    assertThat(NativeLayout.VP8).isEqualTo(avcodec.AV_CODEC_ID_VP8);
    assertThat(NativeLayout.VP9).isEqualTo(avcodec.AV_CODEC_ID_VP9);
  }

  private static void assertOffset(Class<? extends Pointer> structure, String field, int believed) {
    assertThat(Pointer.offsetof(structure, field))
        .as("%s.%s", structure.getSimpleName(), field)
        .isEqualTo(believed);
  }
}
