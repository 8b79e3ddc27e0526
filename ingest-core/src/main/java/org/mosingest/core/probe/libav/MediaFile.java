package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** An opened file: {@code AVFormatContext} and what hangs on it. Valid until the file is closed. */
final class MediaFile {

  /** Longer than any name in FFmpeg's tables. */
  private static final int LONGEST_NAME = 1 << 10;

  private final MemorySegment context;

  MediaFile(MemorySegment context) {
    this.context = NativeLibrary.at(context, NativeLayout.CONTEXT_SIZE);
  }

  MemorySegment context() {
    return context;
  }

  /** The demuxer's name, {@code matroska,webm}. */
  String format() {
    return text(
        context.get(ADDRESS, NativeLayout.CONTEXT_INPUT_FORMAT), NativeLayout.INPUT_FORMAT_NAME);
  }

  /** {@code AVIOContext}: the file itself. */
  MemorySegment io() {
    return context.get(ADDRESS, NativeLayout.CONTEXT_IO);
  }

  /** Whether streams may appear that the header did not name. */
  boolean hasNoHeader() {
    return (context.get(JAVA_INT, NativeLayout.CONTEXT_FLAGS) & NativeLayout.NO_HEADER) != 0;
  }

  int streamCount() {
    return context.get(JAVA_INT, NativeLayout.CONTEXT_STREAM_COUNT);
  }

  /** {@code AVFormatContext.duration}. */
  long duration() {
    return context.get(JAVA_LONG, NativeLayout.CONTEXT_DURATION);
  }

  /** {@code AVStream}. */
  MemorySegment stream(int index) {
    MemorySegment streams =
        NativeLibrary.at(
            context.get(ADDRESS, NativeLayout.CONTEXT_STREAMS), (index + 1L) * ADDRESS.byteSize());
    return NativeLibrary.at(streams.getAtIndex(ADDRESS, index), NativeLayout.STREAM_SIZE);
  }

  /** {@code AVCodecParameters} of a stream. */
  MemorySegment parameters(int index) {
    return NativeLibrary.at(
        stream(index).get(ADDRESS, NativeLayout.STREAM_PARAMETERS), NativeLayout.PARAMETERS_SIZE);
  }

  /** The stream that ffprobe calls {@code v:0}; -1 if there is no video. */
  int firstVideo() {
    for (int i = 0; i < streamCount(); i++) {
      if (parameters(i).get(JAVA_INT, NativeLayout.PARAMETERS_TYPE) == NativeLayout.VIDEO) {
        return i;
      }
    }
    return -1;
  }

  /** {@code AVStream.time_base}: the unit of the stream's times. */
  NativeFacts.Fraction tick(int index) {
    return fraction(stream(index), NativeLayout.STREAM_TIME_BASE);
  }

  /** The facts of a stream whose parameters are all known. */
  NativeFacts facts(int index) {
    MemorySegment parameters = parameters(index);
    return facts(
        index,
        parameters.get(JAVA_INT, NativeLayout.PARAMETERS_WIDTH),
        parameters.get(JAVA_INT, NativeLayout.PARAMETERS_HEIGHT),
        parameters.get(JAVA_INT, NativeLayout.PARAMETERS_FORMAT));
  }

  /** The facts of a stream, the picture's size and format told by a decoder. */
  NativeFacts facts(int index, int width, int height, int pixFmt) {
    MemorySegment stream = stream(index);
    MemorySegment descriptor =
        CodecCalls.descriptor(parameters(index).get(JAVA_INT, NativeLayout.PARAMETERS_CODEC));
    return new NativeFacts(
        width,
        height,
        fraction(stream, NativeLayout.STREAM_AVERAGE_RATE),
        tick(index),
        stream.get(JAVA_LONG, NativeLayout.STREAM_DURATION),
        duration(),
        text(CodecCalls.pixFmtName(pixFmt)),
        descriptor.equals(MemorySegment.NULL)
            ? ""
            : text(descriptor, NativeLayout.DESCRIPTOR_NAME));
  }

  private static NativeFacts.Fraction fraction(MemorySegment stream, int at) {
    return new NativeFacts.Fraction(
        stream.get(JAVA_INT, at), stream.get(JAVA_INT, at + Integer.BYTES));
  }

  /** The text that a field of a structure points to. */
  private static String text(MemorySegment structure, int field) {
    return text(NativeLibrary.at(structure, field + ADDRESS.byteSize()).get(ADDRESS, field));
  }

  private static String text(MemorySegment pointer) {
    return pointer.equals(MemorySegment.NULL)
        ? ""
        : NativeLibrary.at(pointer, LONGEST_NAME).getString(0);
  }
}
