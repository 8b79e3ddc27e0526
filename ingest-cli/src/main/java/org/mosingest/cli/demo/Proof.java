package org.mosingest.cli.demo;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the server's log says about a demo: whether anything came twice.
 *
 * @param requests how many requests there were
 * @param ranged how many of them asked for the rest of a clip
 * @param bytesSent the bytes of clips that were sent
 * @param bytesTwice those among them that had been sent before: what was on the wire when a
 *     transfer was cut off
 * @param askedAgain clips asked for by the second pass though the first had settled them
 * @param wholeTwice clips that were sent whole more than once
 * @param continued what was gone on with where it was cut off, in the order of the requests
 */
record Proof(
    int requests,
    int ranged,
    long bytesSent,
    long bytesTwice,
    List<String> askedAgain,
    List<String> wholeTwice,
    List<Continued> continued) {

  /**
   * A clip that was gone on with.
   *
   * @param clip its name
   * @param from from which byte
   * @param interrupted whether the end of the first pass had cut it off, and not the server
   */
  record Continued(String clip, long from, boolean interrupted) {}

  /**
   * Reads the log.
   *
   * @param log the server's requests, in order
   * @param firstPass how many of them are the first pass's
   * @param settled the clips whose download the first pass had settled
   * @param sizes the clips' sizes by their names
   */
  static Proof of(
      List<DemoRequest> log, int firstPass, Set<String> settled, Map<String, Long> sizes) {
    List<DemoRequest> second = log.subList(firstPass, log.size());
    long sent = 0;
    long twice = 0;
    List<String> wholeTwice = new ArrayList<>();
    for (Map.Entry<String, Long> clip : sizes.entrySet()) {
      List<Span> spans = spans(log, clip.getKey(), clip.getValue());
      long all = spans.stream().mapToLong(Span::length).sum();
      sent += all;
      twice += all - covered(spans);
      if (spans.stream().filter(span -> span.length() == clip.getValue()).count() > 1) {
        wholeTwice.add(clip.getKey());
      }
    }
    List<Continued> continued = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < log.size(); i++) {
      DemoRequest request = log.get(i);
      boolean firstOfSecondPass = i >= firstPass && seen.add(request.clip());
      ByteRange range = ByteRange.of(request.range(), sizes.getOrDefault(request.clip(), 0L));
      if (range != null && request.status() == 206) {
        continued.add(new Continued(request.clip(), range.first(), firstOfSecondPass));
      }
    }
    return new Proof(
        log.size(),
        (int) log.stream().filter(request -> request.range() != null).count(),
        sent,
        twice,
        second.stream().map(DemoRequest::clip).filter(settled::contains).distinct().toList(),
        List.copyOf(wholeTwice),
        List.copyOf(continued));
  }

  /** How many clips were fetched twice, in whichever way. */
  int fetchedTwice() {
    return Sets.union(Set.copyOf(askedAgain), Set.copyOf(wholeTwice)).size();
  }

  /** The bytes that were on disk and not asked for again. */
  long bytesContinued() {
    return continued.stream().mapToLong(Continued::from).sum();
  }

  /** Whether a clip was gone on with that the end of the first pass had cut off. */
  boolean tookUpTheInterrupted() {
    return continued.stream().anyMatch(Continued::interrupted);
  }

  private record Span(long start, long length) {}

  /** Which bytes of a clip were sent, in the order in which they were. */
  private static List<Span> spans(List<DemoRequest> requests, String clip, long size) {
    List<Span> spans = new ArrayList<>();
    for (DemoRequest request : requests) {
      if (request.clip().equals(clip) && (request.status() == 200 || request.status() == 206)) {
        ByteRange range = request.status() == 206 ? ByteRange.of(request.range(), size) : null;
        spans.add(new Span(range == null ? 0 : range.first(), request.bytesSent()));
      }
    }
    return spans;
  }

  private static long covered(List<Span> spans) {
    long covered = 0;
    long end = 0;
    for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::start)).toList()) {
      long spanEnd = span.start() + span.length();
      covered += Math.max(0, spanEnd - Math.max(span.start(), end));
      end = Math.max(end, spanEnd);
    }
    return covered;
  }
}
