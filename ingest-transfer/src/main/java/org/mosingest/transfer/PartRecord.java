package org.mosingest.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.transfer.HttpWire.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The version of a clip that an unfinished download belongs to. On disk, as an attribute of the
 * part until bytes of it are synced, then as a file beside it: {@code
 * {"version":2,"url":"...","etag":"\"x\"","last_modified":"...","total":123,"boot_id":"...","synced":0}},
 * with {@code null} for what the server did not tell. Without a strong validator there is no
 * record, since the bytes could not be continued.
 *
 * @param url the URL of the manifest, not the one that it redirects to: that one often changes each
 *     time. Only what stands before its query tells the clip: a query may be a signature that
 *     expires
 * @param etag a strong entity tag with its quotes (RFC 9110 section 8.8.3), else empty
 * @param lastModified the {@code Last-Modified} field as sent, if it may serve as a validator, else
 *     empty
 * @param total the clip's whole length in bytes; -1 if unknown
 * @param bootId the life of this machine in which the bytes beyond {@code synced} were written;
 *     empty if unknown
 * @param synced how many bytes, from the first on, outlive a power loss
 */
record PartRecord(
    String url, String etag, String lastModified, long total, String bootId, long synced) {

  private static final Logger LOG = LoggerFactory.getLogger(PartRecord.class);

  /** {@code user.mosingest.part} on Linux. */
  private static final String MARK = "mosingest.part";

  private static final int FORMAT = 2;
  private static final int LONGEST_RECORD = 64 << 10;

  /**
   * Other bytes are allowed in a tag, but a header field that holds them arrives changed, or is
   * refused by the client.
   */
  private static final Pattern SENDABLE = Pattern.compile("[\\x20-\\x7e]*");

  private static final JsonMapper JSON = JsonMapper.shared();

  PartRecord {
    if (etag.isEmpty() && (lastModified.isEmpty() || total < 0)) {
      throw new IllegalArgumentException("no strong validator: a date needs a length beside it");
    }
    if (!SENDABLE.matcher(etag).matches() || !SENDABLE.matcher(lastModified).matches()) {
      throw new IllegalArgumentException("a validator that cannot be sent back");
    }
    if (synced < 0 || (total >= 0 && synced > total)) {
      throw new IllegalArgumentException("synced " + synced + " bytes of " + total);
    }
  }

  /** The version of bytes that this machine writes now, none of which is synced yet. */
  PartRecord(String url, String etag, String lastModified, long total) {
    this(url, etag, lastModified, total, BootId.current(), 0);
  }

  /**
   * The same version, of which that many bytes are synced and more are being written in this life
   * of the machine.
   */
  PartRecord syncedTo(long bytes) {
    return new PartRecord(url, etag, lastModified, total, BootId.current(), bytes);
  }

  /**
   * Whether the bytes may be continued at this URL: the same but for the query, user name and
   * password. Validator and length tell whether they are of the same version.
   */
  boolean isOf(String other) {
    return url.equals(other) || (!url.isEmpty() && place(url).equals(place(other)));
  }

  private static String place(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null
        ? url
        : parsed.newBuilder().query(null).fragment(null).username("").password("").toString();
  }

  /**
   * How many of the bytes on disk are surely what was written: all, unless the machine has been
   * down since. Then the length may be right and the bytes zeros, since a file system may note a
   * file's length before it has its bytes.
   */
  long trusted(long onDisk) {
    return BootId.isCurrent(bootId) ? onDisk : Math.min(onDisk, synced);
  }

  /**
   * The version that a reply with a whole body tells; empty if it tells none that a later request
   * can rely on. A weak entity tag does not count. A date counts beside a length, and only if it is
   * older than the reply: within the same second the clip may have changed twice (RFC 9110 section
   * 8.8.2.2).
   */
  static Optional<PartRecord> of(String url, Reply reply, long total) {
    String etag = strongTag(reply);
    String lastModified =
        reply.header("Last-Modified").filter(field -> isOlder(field, reply)).orElse("");
    if (etag.isEmpty() && (lastModified.isEmpty() || total < 0)) {
      return Optional.empty();
    }
    return Optional.of(new PartRecord(url, etag, lastModified, total));
  }

  /** The reply's strong entity tag, or nothing. */
  static String strongTag(Reply reply) {
    return reply
        .header("ETag")
        .map(String::strip)
        .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""))
        .filter(tag -> SENDABLE.matcher(tag).matches())
        .orElse("");
  }

  private static boolean isOlder(String lastModified, Reply reply) {
    Instant sent = reply.header("Date").flatMap(HttpDates::parse).orElseGet(Instant::now);
    return HttpDates.parse(lastModified).map(date -> date.isBefore(sent)).orElse(false);
  }

  /** The value for {@code If-Range} (RFC 9110 section 13.1.5). */
  String ifRange() {
    return etag.isEmpty() ? lastModified : etag;
  }

  /** Whether a 206 does not contradict this version; fields that it leaves out prove nothing. */
  boolean fits(Reply partial) {
    String tag = partial.header("ETag").map(String::strip).orElse("");
    if (!etag.isEmpty() && !tag.isEmpty()) {
      return tag.equals(etag);
    }
    return lastModified.isEmpty()
        || partial.header("Last-Modified").map(lastModified::equals).orElse(true);
  }

  /** Whether both are the same version of the clip, as far as their validators tell. */
  boolean isSameVersion(PartRecord other) {
    return ifRange().equals(other.ifRange()) && total == other.total;
  }

  /** What is known of a part; empty if nothing is, or nothing that this program can read. */
  static Optional<PartRecord> read(PartPaths paths) throws IOException {
    Optional<PartRecord> beside = readFile(paths.record());
    return beside.isPresent() ? beside : readMark(paths.part());
  }

  private static Optional<PartRecord> readFile(Path file) throws IOException {
    try {
      return Files.size(file) > LONGEST_RECORD ? Optional.empty() : parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<PartRecord> readMark(Path part) {
    try {
      UserDefinedFileAttributeView marks = marks(part);
      ByteBuffer mark = ByteBuffer.allocate(marks.size(MARK));
      marks.read(MARK, mark);
      return parse(Arrays.copyOf(mark.array(), mark.position()));
    } catch (IOException | UnsupportedOperationException e) {
      // As a rule there is none.
      return Optional.empty();
    }
  }

  /**
   * The attributes of a file.
   *
   * @throws UnsupportedOperationException if Java knows of none on that system
   */
  private static UserDefinedFileAttributeView marks(Path file) {
    UserDefinedFileAttributeView marks =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (marks == null) {
      throw new UnsupportedOperationException("no attributes of one's own for " + file);
    }
    return marks;
  }

  /** The record in these bytes; empty if this program cannot read them. */
  private static Optional<PartRecord> parse(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.path("version").asInt(0) != FORMAT) {
        return Optional.empty();
      }
      return Optional.of(
          new PartRecord(
              root.path("url").asString(""),
              root.path("etag").asString(""),
              root.path("last_modified").asString(""),
              root.path("total").isNumber() ? Math.max(-1, root.path("total").asLong()) : -1,
              root.path("boot_id").asString(""),
              root.path("synced").asLong(0)));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Notes the record of a part that is there and empty: as an attribute of the part, where the file
   * system has such, else in a file beside it. A file for each clip, made and deleted again, would
   * cost as much as the clip's own: ext4 searches long for a free inode where many were freed
   * lately.
   */
  void attach(PartPaths paths) throws IOException {
    try {
      int _ = marks(paths.part()).write(MARK, ByteBuffer.wrap(bytes()));
    } catch (IOException | UnsupportedOperationException e) {
      // No such attributes here, or no room for one so long: the file has to do, and says so if it
      // cannot.
      LOG.trace("no attribute for {}", paths.part(), e);
      write(paths);
    }
  }

  /** Takes a record from what was a part and is the clip now. */
  static void detach(PartPaths paths, Path clip) throws IOException {
    unmark(clip);
    Files.deleteIfExists(paths.record());
  }

  private static void unmark(Path file) {
    try {
      marks(file).delete(MARK);
    } catch (IOException | UnsupportedOperationException e) {
      // There was none; and one that stays does no harm: a record beside the part counts first, and
      // no clip is asked for one.
      LOG.trace("no attribute taken from {}", file, e);
    }
  }

  /**
   * Writes the record beside the part, in one step. It is synced only where it speaks of synced
   * bytes: one that does not is of no use after a power loss, be it whole, gone or unreadable. What
   * must never happen, an older version's record beside newer bytes, {@link PartFile} rules out.
   */
  void write(PartPaths paths) throws IOException {
    if (synced > 0) {
      DurableFiles.replace(paths.record(), bytes());
      unmark(paths.part());
    } else {
      Files.write(paths.temporary(), bytes());
      Files.move(
          paths.temporary(),
          paths.record(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private byte[] bytes() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", FORMAT);
    root.put("url", url);
    root.put("etag", etag.isEmpty() ? null : etag);
    root.put("last_modified", lastModified.isEmpty() ? null : lastModified);
    root.put("total", total < 0 ? null : total);
    root.put("boot_id", bootId);
    root.put("synced", synced);
    return JSON.writeValueAsBytes(root);
  }
}
