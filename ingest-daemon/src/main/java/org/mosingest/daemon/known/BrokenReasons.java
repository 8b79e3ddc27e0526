package org.mosingest.daemon.known;

import java.util.List;

/** Why a clip is broken: some reasons lie in its bytes, others only in the moment. */
final class BrokenReasons {

  /**
   * What ffprobe says when the machine is short of something or a disk fails: the words of the C
   * library.
   */
  private static final List<String> OF_THE_MACHINE =
      List.of(
          "Cannot allocate memory",
          "Too many open files",
          "Input/output error",
          "Resource temporarily unavailable",
          "Permission denied",
          "Operation not permitted",
          "No such file or directory",
          "Stale file handle",
          "Interrupted system call",
          "No space left on device",
          "Transport endpoint is not connected");

  private BrokenReasons() {}

  /** Whether the same bytes will be broken the next time too. */
  static boolean isTheClips(String reason) {
    if (reason.startsWith("ffprobe-failed")) {
      // Any other status is a signal's, or not ffprobe's.
      boolean ffprobeSaysSo =
          reason.equals("ffprobe-failed: rc=1") || reason.startsWith("ffprobe-failed: rc=1:");
      return ffprobeSaysSo && OF_THE_MACHINE.stream().noneMatch(reason::contains);
    }
    return reason.startsWith("no-video-stream") || reason.startsWith("no-picture-size");
  }
}
