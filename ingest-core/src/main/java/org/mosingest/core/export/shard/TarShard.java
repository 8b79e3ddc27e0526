package org.mosingest.core.export.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Sha256;

/**
 * A tar archive of samples whose bytes depend on the samples alone: members have mode 0644, no
 * owner and no time. Clips pass through. Not thread-safe.
 */
final class TarShard {

  private static final int MODE = 0644;

  /** Two empty blocks end an archive. */
  static final long END = 2L * Sample.BLOCK;

  private final TarArchiveOutputStream tar;
  private final ShardOptions options;
  private final byte[] buffer = new byte[1 << 16];

  TarShard(OutputStream out, ShardOptions options) {
    this.tar = new TarArchiveOutputStream(out, Sample.BLOCK);
    this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    this.options = options;
  }

  /**
   * The next sample.
   *
   * @throws RefusedExportException if the clip is not what its row says
   */
  void add(Sample sample) throws IOException, RefusedExportException {
    begin(sample.key() + ".mp4", sample.content().sizeBytes());
    clip(sample);
    tar.closeArchiveEntry();
    byte[] json = sample.jsonBytes();
    begin(sample.key() + ".json", json.length);
    tar.write(json);
    tar.closeArchiveEntry();
  }

  /** What comes after the last sample. The stream is another's to close. */
  void end() throws IOException {
    tar.finish();
  }

  private void begin(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(MODE);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setUserName("");
    entry.setGroupName("");
    tar.putArchiveEntry(entry);
  }

  private void clip(Sample sample) throws IOException, RefusedExportException {
    MessageDigest digest = Sha256.newDigest();
    long left = sample.content().sizeBytes();
    Path clip = options.corpusFolder().resolve(sample.path());
    try (InputStream in = Files.newInputStream(clip)) {
      if (!options.links().reaches(clip)) {
        throw ClipSizes.changed(sample.path() + ClipSizes.LEADS_OUT);
      }
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        tar.write(buffer, 0, read);
      }
    }
    if (left != 0 || !Sha256.finish(digest).equals(sample.content().sha256())) {
      throw ClipSizes.changed(sample.path() + " has other bytes than its row says");
    }
  }
}
