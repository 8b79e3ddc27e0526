package org.mosingest.cli.client;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * A body whose last line ends. OkHttp's reader of event streams (5.x) fails on one that ends within
 * a {@code data} line, and on one whose last byte is a CR it never comes back. A line feed more
 * completes no event, so nothing is made up.
 */
final class TerminatedBody extends ResponseBody {
  private final ResponseBody body;
  private final BufferedSource source;

  TerminatedBody(ResponseBody body) {
    this.body = body;
    this.source = Okio.buffer(new Ending(body.source()));
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public BufferedSource source() {
    return source;
  }

  private static final class Ending extends ForwardingSource {
    private boolean ended;

    private Ending(BufferedSource source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long read = super.read(sink, byteCount);
      if (read >= 0 || ended) {
        return read;
      }
      ended = true;
      sink.writeByte('\n');
      return 1;
    }
  }
}
