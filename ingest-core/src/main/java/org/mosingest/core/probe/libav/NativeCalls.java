package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

/**
 * The functions of FFmpeg's libraries that probing needs, under their own names but for the prefix. Loading this class loads
 * the libraries, from the folder that the system property {@value #FOLDER} names. The handles are constants, which lets the
 * compiler turn each call into a plain one.
 */
@SuppressWarnings("restricted")
final class NativeCalls {

  /** The system property with the folder of the libraries. */
  static final String FOLDER = "mosingest.libav.folder";

  /** The major version that {@link NativeLayout} describes. */
  static final int AVFORMAT_MAJOR = 62;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup AVFORMAT = library("avformat", AVFORMAT_MAJOR);
  private static final SymbolLookup AVCODEC = library("avcodec", 62);
  private static final SymbolLookup AVUTIL = library("avutil", 60);

  private static final MethodHandle VERSION = function(AVFORMAT, "avformat_version", JAVA_INT);
  private static final MethodHandle OPEN_INPUT =
      function(AVFORMAT, "avformat_open_input", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle FIND_STREAM_INFO =
      function(AVFORMAT, "avformat_find_stream_info", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle READ_FRAME = function(AVFORMAT, "av_read_frame", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle CLOSE_INPUT = procedure(AVFORMAT, "avformat_close_input", ADDRESS);
  private static final MethodHandle FIND_DECODER = function(AVCODEC, "avcodec_find_decoder", ADDRESS, JAVA_INT);
  private static final MethodHandle ALLOC_CONTEXT = function(AVCODEC, "avcodec_alloc_context3", ADDRESS, ADDRESS);
  private static final MethodHandle PARAMETERS_TO_CONTEXT =
      function(AVCODEC, "avcodec_parameters_to_context", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle OPEN_CODEC =
      function(AVCODEC, "avcodec_open2", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle SEND_PACKET =
      function(AVCODEC, "avcodec_send_packet", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FREE_CONTEXT = procedure(AVCODEC, "avcodec_free_context", ADDRESS);
  private static final MethodHandle PACKET_ALLOC = function(AVCODEC, "av_packet_alloc", ADDRESS);
  private static final MethodHandle PACKET_UNREF = procedure(AVCODEC, "av_packet_unref", ADDRESS);
  private static final MethodHandle DESCRIPTOR = function(AVCODEC, "avcodec_descriptor_get", ADDRESS, JAVA_INT);
  private static final MethodHandle DICT_SET =
      function(AVUTIL, "av_dict_set", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle DICT_FREE = procedure(AVUTIL, "av_dict_free", ADDRESS);
  private static final MethodHandle PIX_FMT_NAME = function(AVUTIL, "av_get_pix_fmt_name", ADDRESS, JAVA_INT);
  private static final MethodHandle LOG_SET_LEVEL = procedure(AVUTIL, "av_log_set_level", JAVA_INT);

  /** A {@code get_buffer2} that has no buffer to give. */
  static final MemorySegment NO_BUFFER = noBuffer();

  private NativeCalls() {}

  static int version() {
    try {
      return (int) VERSION.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int openInput(MemorySegment context, MemorySegment url, MemorySegment options) {
    try {
      return (int) OPEN_INPUT.invokeExact(context, url, MemorySegment.NULL, options);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int findStreamInfo(MemorySegment context) {
    try {
      return (int) FIND_STREAM_INFO.invokeExact(context, MemorySegment.NULL);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int readFrame(MemorySegment context, MemorySegment packet) {
    try {
      return (int) READ_FRAME.invokeExact(context, packet);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void closeInput(MemorySegment context) {
    try {
      CLOSE_INPUT.invokeExact(context);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

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

  static void dictSet(MemorySegment dictionary, MemorySegment key, MemorySegment value) {
    try {
      int _ = (int) DICT_SET.invokeExact(dictionary, key, value, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void dictFree(MemorySegment dictionary) {
    try {
      DICT_FREE.invokeExact(dictionary);
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

  static void logSetLevel(int level) {
    try {
      LOG_SET_LEVEL.invokeExact(level);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** What a pointer points to: the next {@code size} bytes. */
  static MemorySegment at(MemorySegment pointer, long size) {
    return pointer.reinterpret(size);
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
    return LINKER.upcallStub(refuse, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT), Arena.global());
  }

  private static SymbolLookup library(String name, int major) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    String file = mac ? "lib" + name + "." + major + ".dylib" : "lib" + name + ".so." + major;
    return SymbolLookup.libraryLookup(Path.of(System.getProperty(FOLDER, ""), file), Arena.global());
  }

  private static MethodHandle function(
      SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle procedure(SymbolLookup library, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }
}
