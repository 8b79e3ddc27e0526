package org.mosingest.core.export.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.mosingest.core.export.table.CsvTable;

/**
 * A CSV that tells where each sample's two members lie in which shard: offsets and sizes of their
 * contents in bytes. Not thread-safe.
 */
final class ShardIndex {

  static final String NAME = "index.csv";

  private final OutputStream out;
  private String shard = "";
  private long offset;

  ShardIndex(OutputStream out) throws IOException {
    this.out = out;
    CsvTable.line(
        out,
        List.of("shard", "key", "path", "clip_offset", "clip_size", "json_offset", "json_size"));
  }

  /** What follows is in that shard. */
  void begin(Shard next) {
    shard = next.name();
    offset = 0;
  }

  void add(Sample sample) throws IOException {
    long clip = offset + Sample.BLOCK;
    long json = offset + Sample.room(sample.content().sizeBytes()) + Sample.BLOCK;
    CsvTable.line(
        out,
        List.of(
            shard,
            sample.key(),
            sample.path(),
            Long.toString(clip),
            Long.toString(sample.content().sizeBytes()),
            Long.toString(json),
            Integer.toString(sample.jsonBytes().length)));
    offset += sample.room();
  }
}
