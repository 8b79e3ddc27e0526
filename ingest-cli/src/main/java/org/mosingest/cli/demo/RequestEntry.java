package org.mosingest.cli.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/** A request under way, as the server's log has it. Safe for many threads. */
final class RequestEntry {

  private final String method;
  private final String path;
  private final @Nullable String range;

  @GuardedBy("this")
  private int status;

  @GuardedBy("this")
  private long length;

  @GuardedBy("this")
  private long bytesSent;

  @GuardedBy("this")
  private boolean ended;

  RequestEntry(String method, String path, @Nullable String range) {
    this.method = method;
    this.path = path;
    this.range = range;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean isGet() {
    return method.equals("GET");
  }

  /** The path without its first slash. */
  String target() {
    return path.substring(1);
  }

  @Nullable String range() {
    return range;
  }

  synchronized void answered(int newStatus, long newLength) {
    status = newStatus;
    length = newLength;
  }

  synchronized void sending(long bytes) {
    bytesSent += bytes;
  }

  synchronized void end() {
    ended = true;
  }

  synchronized boolean isOver() {
    return ended;
  }

  synchronized DemoRequest snapshot() {
    return new DemoRequest(method, path, range, status, length, bytesSent);
  }
}
