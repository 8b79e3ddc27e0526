package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The functions of libavcodec that probing needs, and of libavutil a name, under their own names
 * but for the prefix. The handles are constants, which lets the compiler turn each call into a
 * plain one.
 */
final class CodecCalls {

  private static final NativeLibrary AVCODEC = NativeLibrary.load("avcodec", 62);
  private static final NativeLibrary AVUTIL = NativeLibrary.load("avutil", 60);

  private static final MethodHandle FIND_DECODER =
      AVCODEC.function("avcodec_find_decoder", ADDRESS, JAVA_INT);
  private static final MethodHandle ALLOC_CONTEXT =
      AVCODEC.function("avcodec_alloc_context3", ADDRESS, ADDRESS);
  private static final MethodHandle PARAMETERS_TO_CONTEXT =
      AVCODEC.function("avcodec_parameters_to_context", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle OPEN_CODEC =
      AVCODEC.function("avcodec_open2", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle SEND_PACKET =
      AVCODEC.function("avcodec_send_packet", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FREE_CONTEXT =
      AVCODEC.procedure("avcodec_free_context", ADDRESS);
  private static final MethodHandle PACKET_ALLOC = AVCODEC.function("av_packet_alloc", ADDRESS);
  private static final MethodHandle PACKET_UNREF = AVCODEC.procedure("av_packet_unref", ADDRESS);
  private static final MethodHandle DESCRIPTOR =
      AVCODEC.function("avcodec_descriptor_get", ADDRESS, JAVA_INT);
  private static final MethodHandle PIX_FMT_NAME =
      AVUTIL.function("av_get_pix_fmt_name", ADDRESS, JAVA_INT);

  /** A {@code get_buffer2} that has no buffer to give. */
  static final MemorySegment NO_BUFFER = noBuffer();

  private CodecCalls() {}

  static MemorySegment findDecoder(int codec) {
    try {
      return (MemorySegment) FIND_DECODER.invokeExact(codec);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment allocContext(MemorySegment decoder) {
    try {
      return (MemorySegment) ALLOC_CONTEXT.invokeExact(decoder);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int parametersToContext(MemorySegment codecContext, MemorySegment parameters) {
    try {
      return (int) PARAMETERS_TO_CONTEXT.invokeExact(codecContext, parameters);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int openCodec(MemorySegment codecContext, MemorySegment decoder) {
    try {
      return (int) OPEN_CODEC.invokeExact(codecContext, decoder, MemorySegment.NULL);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int sendPacket(MemorySegment codecContext, MemorySegment packet) {
    try {
      return (int) SEND_PACKET.invokeExact(codecContext, packet);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void freeContext(MemorySegment codecContext) {
    try {
      FREE_CONTEXT.invokeExact(codecContext);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment packetAlloc() {
    try {
      return (MemorySegment) PACKET_ALLOC.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void packetUnref(MemorySegment packet) {
    try {
      PACKET_UNREF.invokeExact(packet);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment descriptor(int codec) {
    try {
      return (MemorySegment) DESCRIPTOR.invokeExact(codec);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment pixFmtName(int format) {
    try {
      return (MemorySegment) PIX_FMT_NAME.invokeExact(format);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** {@code int get_buffer2(AVCodecContext *, AVFrame *, int flags)}. */
  private static MemorySegment noBuffer() {
    MethodHandle refuse =
        MethodHandles.dropArguments(
            MethodHandles.constant(int.class, NativeLayout.ENOMEM),
            0,
            MemorySegment.class,
            MemorySegment.class,
            int.class);
    return NativeLibrary.callback(
        refuse, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  }
}
