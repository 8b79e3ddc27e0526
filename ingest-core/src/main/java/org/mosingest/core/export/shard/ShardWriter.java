package org.mosingest.core.export.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.file.StagedFile;
import org.mosingest.core.export.rows.ClipPlaceFinder;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.export.rows.RowLine;
import org.mosingest.core.export.rows.RowLookup;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Sha256;

/**
 * Writes shards, one after the other. All of them are planned before the first is written, from the
 * rows alone; a later attempt with the same plan goes on after the last whole one. Not thread-safe.
 */
public final class ShardWriter {

  /** The part's name in shards of rows that are not split. */
  private static final String ALL = "all";

  private final ShardOptions options;
  private final List<String> parts;
  private final ClipPlaceFinder places;
  private final SampleOrder order;
  private final ClipSizes clips;

  /**
   * A writer that knows no row yet.
   *
   * @param parts the names of the split's parts; one empty name where nothing is split
   * @param seed what another shuffle begins with
   */
  public ShardWriter(ShardOptions options, List<String> parts, ClipPlaceFinder places, long seed) {
    this.options = options;
    this.parts = List.copyOf(parts);
    this.places = places;
    this.order = new SampleOrder(options.shuffled(), seed);
    this.clips = new ClipSizes(options);
  }

  /**
   * A row, in the order of the inputs.
   *
   * @param part its part's place among the parts
   * @throws IOException if its clip cannot be looked at
   * @throws RefusedExportException if its clip can lie nowhere
   */
  public void add(RowLine line, CorpusRow row, int part)
      throws IOException, RefusedExportException {
    order.add(line, part, row.content().sha256());
    clips.look(places.of(row).path(), row.content().sizeBytes());
  }

  /**
   * Writes all shards and their index, still beside their place.
   *
   * @param folder where they are written
   * @param inputs the outputs that the rows were read from
   * @param progress is told how many samples are written, after each
   * @throws RefusedExportException if a clip is not what its row says
   */
  public List<ExportedFile> write(ShardFolder folder, List<Path> inputs, LongConsumer progress)
      throws IOException, RefusedExportException {
    clips.requireNoneWrong();
    int[] rows = order.order();
    try (RowLookup lookup = new RowLookup(inputs)) {
      MessageDigest plan = Sha256.newDigest();
      List<Shard> shards = planned(rows, lookup, plan);
      folder.begin(Sha256.finish(plan));
      List<ExportedFile> files = new ArrayList<>();
      try (StagedFile staged = folder.stage(ShardIndex.NAME)) {
        ShardIndex index = new ShardIndex(staged.out());
        for (Shard shard : shards) {
          index.begin(shard);
          write(shard, folder, rows, lookup, index, progress);
          files.add(folder.told(shard));
        }
        staged.sync();
        staged.publish();
        files.add(folder.placed(staged.told(rows.length, "")));
      }
      return files;
    }
  }

  /** Writes a shard, unless an earlier attempt has left it whole, and its lines of the index. */
  private void write(
      Shard shard,
      ShardFolder folder,
      int[] rows,
      RowLookup lookup,
      ShardIndex index,
      LongConsumer progress)
      throws IOException, RefusedExportException {
    int end = shard.from() + shard.count();
    if (folder.has(shard)) {
      for (int i = shard.from(); i < end; i++) {
        index.add(sample(rows[i], lookup));
      }
      progress.accept(end);
      return;
    }
    try (StagedFile staged = folder.stage(shard.name())) {
      TarShard tar = new TarShard(staged.out(), options);
      for (int i = shard.from(); i < end; i++) {
        Sample sample = sample(rows[i], lookup);
        tar.add(sample);
        index.add(sample);
        progress.accept(i + 1L);
      }
      tar.end();
      staged.sync();
      folder.keep(shard, staged);
    }
  }

  /** Puts samples into shards, and all that decides about their bytes into a digest. */
  private List<Shard> planned(int[] rows, RowLookup lookup, MessageDigest plan)
      throws IOException, RefusedExportException {
    List<Shard> shards = new ArrayList<>();
    plan.update(("ingest-shards-v1 " + options.sizeBytes() + "\n").getBytes(UTF_8));
    int from = 0;
    int inPart = 0;
    long size = TarShard.END;
    for (int i = 0; i < rows.length; i++) {
      Sample sample = sample(rows[i], lookup);
      boolean otherPart = i > from && order.part(rows[i]) != order.part(rows[from]);
      if (i > from && (otherPart || size + sample.room() > options.sizeBytes())) {
        shards.add(shard(rows, from, i, inPart, size));
        inPart = otherPart ? 0 : inPart + 1;
        from = i;
        size = TarShard.END;
      }
      size += sample.room();
      plan.update(
          (order.part(rows[i])
                  + " "
                  + sample.key()
                  + " "
                  + sample.content().sha256().hex()
                  + " "
                  + sample.json())
              .getBytes(UTF_8));
    }
    shards.add(shard(rows, from, rows.length, inPart, size));
    return shards;
  }

  private Shard shard(int[] rows, int from, int to, int inPart, long size) {
    String part = parts.get(order.part(rows[from]));
    return new Shard(
        String.format(Locale.ROOT, "%s-%06d.tar", part.isEmpty() ? ALL : part, inPart),
        part,
        from,
        to - from,
        size);
  }

  private Sample sample(int row, RowLookup lookup) throws IOException, RefusedExportException {
    RowLine line = order.line(row);
    CorpusRow read = lookup.read(line.input(), line.offset(), line.length());
    return Sample.of(row, new ExportRow(read, places.of(read).path(), parts.get(order.part(row))));
  }
}
