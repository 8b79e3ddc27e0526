package org.mosingest.daemon.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Sends one datagram to a Unix socket on Linux. The Java library knows Unix sockets only as
 * streams, and systemd listens for datagrams; so the three calls of the C library that it takes are
 * made directly.
 */
final class UnixDatagram {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;

  /** {@code sizeof(sun_path)} in {@code struct sockaddr_un}, unix(7). */
  private static final int MAX_PATH = 108;

  private static final Linker C = Linker.nativeLinker();
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private UnixDatagram() {}

  @SuppressWarnings("restricted") // The program is started with native access enabled.
  private static MethodHandle function(String name, FunctionDescriptor type) {
    return C.downcallHandle(C.defaultLookup().findOrThrow(name), type);
  }

  /**
   * Sends a message.
   *
   * @param socket the socket's path; a leading {@code @} stands for Linux's abstract namespace
   * @throws IOException if nobody listens there or the message cannot be sent
   */
  static void send(String socket, String message) throws IOException {
    byte[] path = socket.getBytes(UTF_8);
    if (path.length == 0 || path.length >= MAX_PATH) {
      throw new IOException("not a Unix socket's path: " + socket);
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    byte[] text = message.getBytes(UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(Short.BYTES + MAX_PATH, Short.BYTES);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
      // A path counts with its final zero byte; an abstract name is all the bytes given and no
      // more.
      int length = Short.BYTES + path.length + (path[0] == 0 ? 0 : 1);
      MemorySegment payload = arena.allocateFrom(JAVA_BYTE, text);
      int descriptor = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new IOException("no Unix socket could be opened");
      }
      long sent;
      try {
        sent =
            (long) SENDTO.invokeExact(descriptor, payload, (long) text.length, 0, address, length);
      } finally {
        int _ = (int) CLOSE.invokeExact(descriptor);
      }
      if (sent != text.length) {
        throw new IOException("nobody takes datagrams at " + socket);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("could not send to " + socket, e);
    }
  }
}
