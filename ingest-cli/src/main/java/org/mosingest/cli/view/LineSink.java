package org.mosingest.cli.view;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Collects what is written to it and hands it on by whole lines. */
final class LineSink extends OutputStream {

  private final Charset charset;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSink(Charset charset, Consumer<String> lines) {
    this.charset = charset;
    this.lines = lines;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      String whole = line.toString(charset);
      line.reset();
      lines.accept(whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole);
    } else {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }
}
