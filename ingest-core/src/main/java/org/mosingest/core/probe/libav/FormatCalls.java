package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libavformat that probing needs, and what they want of libavutil, under their own
 * names but for the prefix. The handles are constants, which lets the compiler turn each call into
 * a plain one.
 */
final class FormatCalls {

  /** The major version that {@link NativeLayout} describes. */
  static final int AVFORMAT_MAJOR = 62;

  private static final NativeLibrary AVFORMAT = NativeLibrary.load("avformat", AVFORMAT_MAJOR);
  private static final NativeLibrary AVUTIL = NativeLibrary.load("avutil", 60);

  private static final MethodHandle VERSION = AVFORMAT.function("avformat_version", JAVA_INT);
  private static final MethodHandle OPEN_INPUT =
      AVFORMAT.function("avformat_open_input", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle FIND_STREAM_INFO =
      AVFORMAT.function("avformat_find_stream_info", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle READ_FRAME =
      AVFORMAT.function("av_read_frame", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle CLOSE_INPUT =
      AVFORMAT.procedure("avformat_close_input", ADDRESS);
  private static final MethodHandle IO_SEEK =
      AVFORMAT.function("avio_seek", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle IO_SIZE = AVFORMAT.function("avio_size", JAVA_LONG, ADDRESS);
  private static final MethodHandle IO_READ =
      AVFORMAT.function("avio_read", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle DICT_SET =
      AVUTIL.function("av_dict_set", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle DICT_FREE = AVUTIL.procedure("av_dict_free", ADDRESS);
  private static final MethodHandle LOG_SET_LEVEL = AVUTIL.procedure("av_log_set_level", JAVA_INT);

  private FormatCalls() {}

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

  /** Negative on failure. */
  static long ioSeek(MemorySegment io, long position) {
    try {
      return (long) IO_SEEK.invokeExact(io, position, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long ioSize(MemorySegment io) {
    try {
      return (long) IO_SIZE.invokeExact(io);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** How many bytes were read; negative on failure. */
  static int ioRead(MemorySegment io, MemorySegment into, int bytes) {
    try {
      return (int) IO_READ.invokeExact(io, into, bytes);
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

  static void logSetLevel(int level) {
    try {
      LOG_SET_LEVEL.invokeExact(level);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
