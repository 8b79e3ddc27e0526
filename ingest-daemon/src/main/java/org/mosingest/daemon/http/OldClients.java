package org.mosingest.daemon.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose first request may be of HTTP/1.0, as nginx asks unless it is told otherwise:
 * the server takes HTTP/1.1 only. Such a request is handed on as one of HTTP/1.1 after which the
 * connection is closed (RFC 9112 section 9.3), which is all that HTTP/1.0 asks for.
 */
record OldClients(ConnectionContext inner, DataReader dataReader) implements ConnectionContext {

  private static final String OLD = " HTTP/1.0";
  private static final String NEW = " HTTP/1.1\r\nConnection: close";

  /** A longer line is refused anyway. */
  private static final int LONGEST_LINE = 16 << 10;

  /** The connection, its first line looked at when it comes. */
  static ConnectionContext of(ConnectionContext connection) {
    FirstLine first = new FirstLine(connection.dataReader());
    return new OldClients(connection, DataReader.create(first::read));
  }

  /** Reads on; not thread-safe, as the reader is not. */
  private static final class FirstLine {
    private final DataReader bytes;
    private boolean passed;

    FirstLine(DataReader bytes) {
      this.bytes = bytes;
    }

    /** The next bytes; null at their end. */
    @SuppressWarnings("NullAway")
    byte @Nullable [] read() {
      try {
        return passed ? more() : line();
      } catch (DataReader.InsufficientDataAvailableException e) {
        return null;
      }
    }

    private byte[] more() {
      bytes.ensureAvailable();
      return bytes.readBytes(bytes.available());
    }

    private byte[] line() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int end = -1;
      while (end < 0 && all.size() < LONGEST_LINE) {
        byte[] more;
        try {
          more = more();
        } catch (DataReader.InsufficientDataAvailableException e) {
          if (all.size() == 0) {
            throw e;
          }
          break;
        }
        all.writeBytes(more);
        end = all.toString(ISO_8859_1).indexOf('\r');
      }
      passed = true;
      String text = all.toString(ISO_8859_1);
      return end >= OLD.length() && text.startsWith(OLD, end - OLD.length())
          ? (text.substring(0, end - OLD.length()) + NEW + text.substring(end)).getBytes(ISO_8859_1)
          : all.toByteArray();
    }
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return inner.dataWriter();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
