package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.mosingest.core.probe.libav.NativeLayout.LOG_QUIET;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Probes with the libraries, in this very process. The whole way is what ffprobe does, call for
 * call; {@link HeaderReading} is a shorter way for common clips, which gives the same or nothing.
 * Not safe for use by several threads.
 */
final class NativeProbe {

  /**
   * The system property with the formats that may be opened, in the syntax of {@code
   * -format_whitelist}.
   */
  static final String FORMATS = "mosingest.libav.formats";

  /** The system property that, set to {@code true}, has every clip go the whole way. */
  static final String WHOLE_WAY = "mosingest.libav.whole";

  private final MemorySegment protocolKey = Arena.global().allocateFrom("protocol_whitelist");
  private final MemorySegment protocolValue = Arena.global().allocateFrom("file");
  private final MemorySegment formatKey = Arena.global().allocateFrom("format_whitelist");
  private final MemorySegment formatValue =
      Arena.global().allocateFrom(System.getProperty(FORMATS, ""));
  private final MemorySegment pmtsKey = Arena.global().allocateFrom("scan_all_pmts");
  private final MemorySegment pmtsValue = Arena.global().allocateFrom("1");
  private final MemorySegment options = Arena.global().allocate(ADDRESS);
  private final MemorySegment handle = Arena.global().allocate(ADDRESS);
  private final MemorySegment url = Arena.global().allocate(WorkerFrame.LONGEST + 1L);
  private final HeaderReading headers = new HeaderReading();
  private final boolean wholeWay = Boolean.getBoolean(WHOLE_WAY);

  private NativeProbe() {}

  /** Loads the libraries. */
  static NativeProbe load() {
    int version = FormatCalls.version();
    if (version >> 16 != FormatCalls.AVFORMAT_MAJOR) {
      throw new IllegalStateException("libavformat " + version());
    }
    FormatCalls.logSetLevel(LOG_QUIET);
    return new NativeProbe();
  }

  /** libavformat's version, {@code 62.12.101}. */
  static String version() {
    int version = FormatCalls.version();
    return (version >> 16) + "." + (version >> 8 & 0xff) + "." + (version & 0xff);
  }

  WorkerReply probe(byte[] path) {
    MemorySegment.copy(path, 0, url, ValueLayout.JAVA_BYTE, 0, path.length);
    url.set(ValueLayout.JAVA_BYTE, path.length, (byte) 0);
    Optional<NativeFacts> facts = wholeWay ? Optional.empty() : opened(true);
    if (facts.isEmpty()) {
      facts = opened(false);
    }
    return facts.isPresent()
        ? new WorkerReply.Found(facts.get())
        : new WorkerReply.Unsure("no video");
  }

  private Optional<NativeFacts> opened(boolean headersOnly) {
    handle.set(ADDRESS, 0, MemorySegment.NULL);
    options.set(ADDRESS, 0, MemorySegment.NULL);
    FormatCalls.dictSet(options, protocolKey, protocolValue);
    FormatCalls.dictSet(options, formatKey, formatValue);
    FormatCalls.dictSet(options, pmtsKey, pmtsValue);
    int opened = FormatCalls.openInput(handle, url, options);
    FormatCalls.dictFree(options);
    if (opened < 0) {
      return Optional.empty();
    }
    try {
      MediaFile media = new MediaFile(handle.get(ADDRESS, 0));
      return headersOnly ? headers.read(media) : whole(media);
    } finally {
      FormatCalls.closeInput(handle);
    }
  }

  private static Optional<NativeFacts> whole(MediaFile media) {
    if (FormatCalls.findStreamInfo(media.context()) < 0) {
      return Optional.empty();
    }
    int video = media.firstVideo();
    if (video < 0) {
      return Optional.empty();
    }
    // ffprobe opens a decoder for each stream, and gives up where one does not open.
    for (int i = 0; i < media.streamCount(); i++) {
      if (!Decoder.opens(media.parameters(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(media.facts(video));
  }
}
