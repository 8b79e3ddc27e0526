package org.mosingest.core.probe.libav;

/**
 * Where the public fields of FFmpeg's structures lie, in bytes, for libavformat 62, libavcodec 62
 * and libavutil 60 on 64-bit Linux and macOS; and the constants that probing needs. FFmpeg keeps
 * them within a major version. A test checks each against the bindings that come with the
 * libraries.
 */
final class NativeLayout {

  static final int CONTEXT_INPUT_FORMAT = 8;
  static final int CONTEXT_IO = 32;
  static final int CONTEXT_FLAGS = 40;
  static final int CONTEXT_STREAM_COUNT = 44;
  static final int CONTEXT_STREAMS = 48;
  static final int CONTEXT_DURATION = 104;
  static final int CONTEXT_SIZE = 480;

  static final int INPUT_FORMAT_NAME = 0;

  static final int STREAM_PARAMETERS = 16;
  static final int STREAM_TIME_BASE = 32;
  static final int STREAM_START_TIME = 40;
  static final int STREAM_DURATION = 48;
  static final int STREAM_DISPOSITION = 64;
  static final int STREAM_AVERAGE_RATE = 88;
  static final int STREAM_SIZE = 216;

  static final int PARAMETERS_TYPE = 0;
  static final int PARAMETERS_CODEC = 4;
  static final int PARAMETERS_FORMAT = 44;
  static final int PARAMETERS_WIDTH = 72;
  static final int PARAMETERS_HEIGHT = 76;
  static final int PARAMETERS_SIZE = 184;

  static final int CODEC_WIDTH = 112;
  static final int CODEC_HEIGHT = 116;
  static final int CODEC_PIX_FMT = 136;
  static final int CODEC_GET_BUFFER = 408;
  static final int CODEC_SIZE = 864;

  static final int PACKET_BYTES = 32;
  static final int PACKET_STREAM = 36;
  static final int PACKET_FLAGS = 40;
  static final int PACKET_SIZE = 104;

  static final int DESCRIPTOR_NAME = 8;

  /** {@code AVMEDIA_TYPE_VIDEO}. */
  static final int VIDEO = 0;

  /** {@code AV_NOPTS_VALUE}: a time that is not known. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** {@code AVFMTCTX_NOHEADER}: streams may still appear. */
  static final int NO_HEADER = 1;

  /** {@code AV_DISPOSITION_ATTACHED_PIC}. */
  static final int ATTACHED_PICTURE = 1 << 10;

  /** {@code AV_PKT_FLAG_CORRUPT}. */
  static final int CORRUPT = 2;

  /** {@code AV_LOG_QUIET}. */
  static final int LOG_QUIET = -8;

  /** {@code AVERROR(ENOMEM)}. */
  static final int ENOMEM = -12;

  /** {@code AV_CODEC_ID_H264} and so on. */
  static final int H264 = 27;

  static final int MPEG4 = 12;
  static final int VP8 = 139;
  static final int PRORES = 147;
  static final int VP9 = 167;
  static final int HEVC = 173;

  private NativeLayout() {}
}
