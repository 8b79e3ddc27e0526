package org.mosingest.daemon.service;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX)
@Timeout(180)
class ServiceSupervisorTest {

  @TempDir private Path folder;

  @Test
  void saysReadyThenAliveThenStopping() throws Throwable {
    String path = folder.resolve("notify").toString();
    try (Receiver receiver = new Receiver(path);
        ServiceSupervisor supervisor =
            ServiceSupervisor.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "20000"))) {
      supervisor.ready("listening", () -> true);
      assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=listening");
      assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
      assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
      supervisor.stopping();
      String last = receiver.next();
      while (last.equals("WATCHDOG=1")) {
        last = receiver.next();
      }
      assertThat(last).isEqualTo("STOPPING=1");
    }
  }

  @Test
  void aServiceThatHangsIsNotSaidToLive() throws Throwable {
    String path = "@mos-ingest-test-" + ProcessHandle.current().pid();
    try (Receiver receiver = new Receiver(path);
        ServiceSupervisor supervisor =
            ServiceSupervisor.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "2000"))) {
      AtomicInteger asked = new AtomicInteger();
      java.util.concurrent.CountDownLatch often = new java.util.concurrent.CountDownLatch(5);
      supervisor.ready(
          "listening",
          () -> {
            asked.incrementAndGet();
            often.countDown();
            return false;
          });
      often.await();
      supervisor.stopping();
      assertThat(receiver.next()).startsWith("READY=1");
      assertThat(receiver.next()).isEqualTo("STOPPING=1");
    }
  }

  @ParameterizedTest
  @MethodSource
  void withoutASupervisorNothingIsSent(Map<String, String> environment) {
    assertThat(sentBy(environment)).isEmpty();
  }

  static Stream<Map<String, String>> withoutASupervisorNothingIsSent() {
    return Stream.of(
        Map.of(), Map.of("NOTIFY_SOCKET", " "), Map.of("WATCHDOG_USEC", "1000000000000"));
  }

  @Test
  void whatIsSentGoesToTheSocketOfTheSupervisor() {
    assertThat(sentBy(Map.of("NOTIFY_SOCKET", "@x")))
        .containsExactly("@x READY=1\nSTATUS=listening", "@x STOPPING=1");
  }

  private static List<String> sentBy(Map<String, String> environment) {
    List<String> sent = new CopyOnWriteArrayList<>();
    try (ServiceSupervisor supervisor =
        ServiceSupervisor.of(environment, (socket, message) -> sent.add(socket + " " + message))) {
      supervisor.ready("listening", () -> true);
      supervisor.stopping();
    }
    return sent;
  }

  @Test
  void nobodyListening() {
    assertThatThrownBy(() -> UnixDatagram.send(folder.resolve("nobody").toString(), "READY=1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nobody takes datagrams");
    assertThatThrownBy(() -> UnixDatagram.send("x".repeat(200), "READY=1"))
        .isInstanceOf(IOException.class);
  }

  /** What systemd's end of the socket does. */
  @SuppressWarnings("restricted")
  private static final class Receiver implements AutoCloseable {
    private final MethodHandle recv =
        function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final int descriptor;

    Receiver(String path) throws Throwable {
      MethodHandle socket =
          function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      MethodHandle bind =
          function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
      byte[] bytes = path.getBytes(UTF_8);
      boolean named = bytes[0] == '@';
      if (named) {
        bytes[0] = 0;
      }
      descriptor = (int) socket.invokeExact(1, 2, 0);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment address = arena.allocate(110, 2);
        address.set(JAVA_SHORT, 0, (short) 1);
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
        int bound = (int) bind.invokeExact(descriptor, address, 2 + bytes.length + (named ? 0 : 1));
        assertThat(bound).isZero();
      }
    }

    String next() throws Throwable {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(4096);
        long length = (long) recv.invokeExact(descriptor, buffer, 4096L, 0);
        return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), UTF_8);
      }
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
      return Linker.nativeLinker()
          .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), type);
    }

    @Override
    public void close() throws Exception {
      try {
        int _ = (int) close.invokeExact(descriptor);
      } catch (Throwable e) {
        throw new IOException(e);
      }
    }
  }
}
