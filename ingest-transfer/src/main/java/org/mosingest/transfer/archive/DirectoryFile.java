package org.mosingest.transfer.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An archive's directory kept beside the corpus, so that a later run asks for the archive's last
 * bytes only. A line of JSON tells of which version it is, and what stands behind the directory;
 * its bytes follow. A cache: whatever is wrong with it, it is read anew.
 *
 * @param file where it is kept
 */
record DirectoryFile(Path file) {

  private static final int FORMAT = 1;
  private static final int LONGEST_LINE = 256 << 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What is kept.
   *
   * @param tail the archive's bytes behind its directory
   * @param skip where the directory's bytes begin in the file
   */
  record Kept(ArchiveVersion version, EndRecord end, ByteBuffer tail, String sha256, long skip) {}

  /** What is kept; empty if nothing is, or nothing that can be read. */
  Optional<Kept> read() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] line = line(in);
      JsonNode root = JSON.readTree(line);
      if (root.path("version").asInt(0) != FORMAT) {
        return Optional.empty();
      }
      EndRecord end =
          new EndRecord(
              root.path("start").asLong(),
              root.path("size").asLong(),
              root.path("entries").asLong(),
              root.path("shift").asLong());
      if (Files.size(file) != line.length + 1 + end.size()) {
        return Optional.empty();
      }
      return Optional.of(
          new Kept(
              new ArchiveVersion(
                  root.path("etag").asString(""),
                  root.path("last_modified").asString(""),
                  root.path("total").asLong(),
                  root.path("strong").asBoolean()),
              end,
              ByteBuffer.wrap(Base64.getDecoder().decode(root.path("tail").asString(""))),
              root.path("sha256").asString(""),
              line.length + 1));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.size() == LONGEST_LINE) {
        throw new IOException("no directory is kept there");
      }
      line.write(c);
    }
    return line.toByteArray();
  }

  /** The directory's bytes. */
  InputStream open(Kept kept) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(kept.skip());
    return in;
  }

  /** A file that was not there before: what a link of that name leads to is not written to. */
  static OutputStream anew(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Where the bytes are collected until all have come. */
  Path temporary() {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  /**
   * Keeps it.
   *
   * @param collected the directory's bytes; gone afterwards
   */
  void write(Kept kept, Path collected) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    ObjectNode root = JSON.createObjectNode();
    root.put("version", FORMAT);
    root.put("etag", kept.version().etag());
    root.put("last_modified", kept.version().lastModified());
    root.put("total", kept.version().total());
    root.put("strong", kept.version().strong());
    root.put("start", kept.end().start());
    root.put("size", kept.end().size());
    root.put("entries", kept.end().entries());
    root.put("shift", kept.end().shift());
    root.put("tail", Base64.getEncoder().encodeToString(kept.tail().array()));
    root.put("sha256", kept.sha256());
    try (OutputStream out = anew(whole)) {
      out.write(JSON.writeValueAsBytes(root));
      out.write("\n".getBytes(UTF_8));
      long _ = Files.copy(collected, out);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(collected);
  }
}
