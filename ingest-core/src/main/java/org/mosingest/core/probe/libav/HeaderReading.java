package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.mosingest.core.probe.libav.NativeLayout.H264;
import static org.mosingest.core.probe.libav.NativeLayout.HEVC;
import static org.mosingest.core.probe.libav.NativeLayout.MPEG4;
import static org.mosingest.core.probe.libav.NativeLayout.NO_TIME;
import static org.mosingest.core.probe.libav.NativeLayout.PRORES;
import static org.mosingest.core.probe.libav.NativeLayout.VP8;
import static org.mosingest.core.probe.libav.NativeLayout.VP9;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The short way: a clip whose container tells rate and duration, and whose decoder tells size and
 * pixel format from headers, without a picture decoded. {@code avformat_find_stream_info} reads up
 * to a second of such a clip and decodes the first picture, and changes none of these.
 *
 * <p>It tells nothing, and leaves the clip to the whole way, unless each field is one that {@code
 * avformat_find_stream_info} leaves alone: it sets an average rate only where there is none, a
 * stream's duration only where no picture gave the stream a start, and a container's duration only
 * where there is none. An MP4 file in fragments has more headers further on, which change them.
 */
final class HeaderReading {

  /**
   * Sound may come before the first picture; a clip with more of it than this goes the whole way.
   */
  private static final int PACKETS = 64;

  private static final int MICRO = 1_000_000;
  private static final int MILLI = 1_000;

  private final MemorySegment packet =
      NativeLibrary.at(CodecCalls.packetAlloc(), NativeLayout.PACKET_SIZE);

  private final TopBoxes boxes = new TopBoxes();

  Optional<NativeFacts> read(MediaFile media) {
    int video = media.firstVideo();
    if (video < 0 || !tellsAll(media, video) || !othersOpen(media, video)) {
      return Optional.empty();
    }
    int codec = media.parameters(video).get(JAVA_INT, NativeLayout.PARAMETERS_CODEC);
    Optional<Decoder> opened = Decoder.open(media.parameters(video));
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (Decoder decoder = opened.get()) {
      if (!reachesPicture(media, video)) {
        return Optional.empty();
      }
      try {
        if (codec == H264 || codec == VP9 || decoder.pixFmt() < 0) {
          decoder.readHeaders(packet);
        }
      } finally {
        CodecCalls.packetUnref(packet);
      }
      if (media.format().startsWith("mov,") && !boxes.areWhole(media.io())) {
        return Optional.empty();
      }
      boolean known = decoder.pixFmt() >= 0 && decoder.width() > 0 && decoder.height() > 0;
      return known && durationStays(media, video)
          ? Optional.of(media.facts(video, decoder.width(), decoder.height(), decoder.pixFmt()))
          : Optional.empty();
    }
  }

  /** Whether the container is of a kind whose headers tell all, and does. */
  private static boolean tellsAll(MediaFile media, int video) {
    String format = media.format();
    MemorySegment stream = media.stream(video);
    MemorySegment parameters = media.parameters(video);
    return (format.startsWith("mov,") || format.startsWith("matroska,"))
        && !media.hasNoHeader()
        && (stream.get(JAVA_INT, NativeLayout.STREAM_DISPOSITION) & NativeLayout.ATTACHED_PICTURE)
            == 0
        && stream.get(JAVA_INT, NativeLayout.STREAM_AVERAGE_RATE) > 0
        && (stream.get(JAVA_LONG, NativeLayout.STREAM_DURATION) > 0 || media.duration() > 0)
        && parameters.get(JAVA_INT, NativeLayout.PARAMETERS_WIDTH) > 0
        && parameters.get(JAVA_INT, NativeLayout.PARAMETERS_HEIGHT) > 0
        && parameters.get(JAVA_INT, NativeLayout.PARAMETERS_FORMAT) < 0
        && isPlain(parameters.get(JAVA_INT, NativeLayout.PARAMETERS_CODEC));
  }

  /**
   * Codecs whose decoders know size and pixel format when they are opened, or by the first
   * picture's headers.
   */
  private static boolean isPlain(int codec) {
    return switch (codec) {
      case H264, HEVC, VP8, VP9, MPEG4, PRORES -> true;
      default -> false;
    };
  }

  /**
   * A stream that no picture gave a start gets the container's duration in its own ticks. Where it
   * had none before, that changes nothing if there are no parts of a tick to lose.
   */
  private static boolean durationStays(MediaFile media, int video) {
    MemorySegment stream = media.stream(video);
    if (stream.get(JAVA_LONG, NativeLayout.STREAM_START_TIME) != NO_TIME) {
      return true;
    }
    NativeFacts.Fraction tick = media.tick(video);
    return stream.get(JAVA_LONG, NativeLayout.STREAM_DURATION) == NO_TIME
        && tick.numerator() == 1
        && tick.denominator() == MILLI
        && media.duration() % (MICRO / MILLI) == 0;
  }

  private static boolean othersOpen(MediaFile media, int video) {
    for (int i = 0; i < media.streamCount(); i++) {
      if (i != video && !Decoder.opens(media.parameters(i))) {
        return false;
      }
    }
    return true;
  }

  /** Reads into {@link #packet} the first packet of the video, a whole one. */
  private boolean reachesPicture(MediaFile media, int video) {
    for (int i = 0; i < PACKETS; i++) {
      if (FormatCalls.readFrame(media.context(), packet) < 0) {
        return false;
      }
      if (packet.get(JAVA_INT, NativeLayout.PACKET_STREAM) == video) {
        if ((packet.get(JAVA_INT, NativeLayout.PACKET_FLAGS) & NativeLayout.CORRUPT) == 0
            && packet.get(JAVA_INT, NativeLayout.PACKET_BYTES) > 0) {
          return true;
        }
        CodecCalls.packetUnref(packet);
        return false;
      }
      CodecCalls.packetUnref(packet);
    }
    return false;
  }
}
