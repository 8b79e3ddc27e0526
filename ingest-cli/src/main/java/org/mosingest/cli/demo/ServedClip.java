package org.mosingest.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Sha256;

/**
 * A clip as it was when the server started.
 *
 * @param file null for one that is never served
 * @param fault what goes wrong with it
 * @param size its bytes
 * @param etag its strong ETag, quotes included
 * @param lastModified when it was last changed, as HTTP writes it
 * @param mediaType its {@code Content-Type}
 */
record ServedClip(
    @Nullable Path file,
    DemoFault fault,
    long size,
    String etag,
    String lastModified,
    String mediaType) {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "mp4", "video/mp4",
          "m4v", "video/mp4",
          "mov", "video/quicktime",
          "webm", "video/webm",
          "mkv", "video/x-matroska",
          "avi", "video/x-msvideo");

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static ServedClip of(Path file, DemoFault fault) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot read the clip " + file + " that the demo is to serve: " + e.getMessage(), e);
    }
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    String fileName = file.toString().toLowerCase(Locale.ROOT);
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
    return new ServedClip(
        file,
        fault,
        Files.size(file),
        "\"" + Sha256.finish(digest).hex().substring(0, 32) + "\"",
        HTTP_DATE.format(modified),
        MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"));
  }

  static ServedClip withoutFile(String name, DemoFault fault) {
    return switch (fault) {
      case NOT_FOUND, GONE, HTML_PAGE -> new ServedClip(null, fault, 0, "", "", "");
      case NONE, DROPPED_CONNECTION, STALL, BUSY, REDIRECT ->
          throw new IllegalArgumentException(
              "the fault "
                  + fault
                  + " is planned for \""
                  + name
                  + "\", but no clip is served under that name");
    };
  }

  /**
   * Whether a range may be served: no condition, or one that names this very content (RFC 9110,
   * 13.1.5).
   */
  boolean isUnchangedFor(@Nullable String ifRange) {
    return ifRange == null || ifRange.equals(etag) || ifRange.equals(lastModified);
  }
}
