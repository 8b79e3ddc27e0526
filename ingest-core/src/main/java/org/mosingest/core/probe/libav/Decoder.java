package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A decoder of one stream that decodes no picture: asked for a buffer to put the picture in, we
 * have none. By then it has read the headers of the stream and of its first picture, with all their
 * rules, and that is all that is wanted of it.
 */
final class Decoder implements AutoCloseable {

  /** Where {@code avcodec_free_context} finds the pointer: a worker probes one clip at a time. */
  private static final MemorySegment HANDLE = Arena.global().allocate(ADDRESS);

  private final MemorySegment context;

  private Decoder(MemorySegment context) {
    this.context = NativeLibrary.at(context, NativeLayout.CODEC_SIZE);
  }

  /**
   * Opens the decoder that ffprobe would take for a stream; empty if there is none, or it does not
   * open.
   */
  static Optional<Decoder> open(MemorySegment parameters) {
    MemorySegment codec =
        CodecCalls.findDecoder(parameters.get(JAVA_INT, NativeLayout.PARAMETERS_CODEC));
    if (codec.equals(MemorySegment.NULL)) {
      return Optional.empty();
    }
    MemorySegment context = CodecCalls.allocContext(codec);
    if (context.equals(MemorySegment.NULL)) {
      return Optional.empty();
    }
    Decoder decoder = new Decoder(context);
    if (CodecCalls.parametersToContext(context, parameters) >= 0) {
      decoder.context.set(ADDRESS, NativeLayout.CODEC_GET_BUFFER, CodecCalls.NO_BUFFER);
      if (CodecCalls.openCodec(context, codec) >= 0) {
        return Optional.of(decoder);
      }
    }
    decoder.close();
    return Optional.empty();
  }

  /** Whether ffprobe passes the stream: there is no decoder for it, or one that opens. */
  static boolean opens(MemorySegment parameters) {
    if (CodecCalls.findDecoder(parameters.get(JAVA_INT, NativeLayout.PARAMETERS_CODEC))
        .equals(MemorySegment.NULL)) {
      return true;
    }
    Optional<Decoder> decoder = open(parameters);
    decoder.ifPresent(Decoder::close);
    return decoder.isPresent();
  }

  /** Has the decoder read the headers of a packet. That it then fails is what we wanted. */
  void readHeaders(MemorySegment packet) {
    int _ = CodecCalls.sendPacket(context, packet);
  }

  int width() {
    return context.get(JAVA_INT, NativeLayout.CODEC_WIDTH);
  }

  int height() {
    return context.get(JAVA_INT, NativeLayout.CODEC_HEIGHT);
  }

  /** Negative if not known. */
  int pixFmt() {
    return context.get(JAVA_INT, NativeLayout.CODEC_PIX_FMT);
  }

  @Override
  public void close() {
    HANDLE.set(ADDRESS, 0, context);
    CodecCalls.freeContext(HANDLE);
  }
}
