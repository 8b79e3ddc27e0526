package org.mosingest.core.export.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.jsonl.RowReader;
import org.mosingest.core.row.CorpusRow;

/** Reads single rows by where they stand, in any order. Not thread-safe. */
public final class RowLookup implements Closeable {

  private final List<Path> inputs;
  private final List<FileChannel> channels = new ArrayList<>();

  /**
   * Opens the inputs.
   *
   * @throws IOException if one cannot be opened
   */
  public RowLookup(List<Path> inputs) throws IOException {
    this.inputs = List.copyOf(inputs);
    try {
      for (Path input : inputs) {
        channels.add(FileChannel.open(input, StandardOpenOption.READ));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * A row.
   *
   * @throws RefusedExportException if it stands there no more
   */
  public CorpusRow read(int input, long offset, int length)
      throws IOException, RefusedExportException {
    ByteBuffer line = ByteBuffer.allocate(length);
    FileChannel channel = channels.get(input);
    while (line.hasRemaining() && channel.read(line, offset + line.position()) >= 0) {}
    return RowReader.read(line.array(), line.position())
        .orElseThrow(() -> RowSource.changed(inputs.get(input)));
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
