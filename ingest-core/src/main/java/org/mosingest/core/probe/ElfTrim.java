package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the bundled Linux executables start on a machine without a desktop. As built, they refuse
 * to start unless the libraries of sound, screen and hot-plug devices are installed, and they find
 * the libraries beside them only where those are asked for by the executable itself. Three things
 * are changed, each in place, so that no offset moves:
 *
 * <ul>
 *   <li>{@code DT_RUNPATH} becomes {@code DT_RPATH}, which holds for the libraries' own libraries
 *       too;
 *   <li>a {@code DT_NEEDED} of a device library names the C library instead, which is needed
 *       already;
 *   <li>the symbol versions wanted of a device library are unlinked.
 * </ul>
 *
 * The functions of those libraries are bound when first called, and neither probing nor converting
 * files calls one. Format: System V ABI, ELF-64 little-endian, chapters "Dynamic Linking" and, for
 * versions, the Linux Standard Base.
 */
final class ElfTrim {

  /** Raised when this class changes what it writes: it is a part of the cache's key. */
  static final int REVISION = 1;

  private static final Set<String> DEVICE_LIBRARIES =
      Set.of(
          "libasound.so.2",
          "libpulse.so.0",
          "libudev.so.1",
          "libX11.so.6",
          "libxcb.so.1",
          "libxcb-shape.so.0",
          "libxcb-shm.so.0",
          "libxcb-xfixes.so.0");

  private static final String C_LIBRARY = "libc.so.6";

  private static final int MAGIC = 0x464c457f;
  private static final byte CLASS_64 = 2;
  private static final byte LITTLE_ENDIAN = 1;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;

  private static final long DT_NULL = 0;
  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_RPATH = 15;
  private static final long DT_RUNPATH = 29;
  private static final long DT_VERNEED = 0x6ffffffeL;

  private final byte[] bytes;
  private final ByteBuffer elf;
  private final int segments;
  private final int segmentSize;
  private final int segmentCount;

  private ElfTrim(byte[] bytes) {
    this.bytes = bytes;
    this.elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.segments = Math.toIntExact(elf.getLong(32));
    this.segmentSize = elf.getShort(54);
    this.segmentCount = elf.getShort(56);
  }

  /**
   * The file as it should lie on disk: changed if it is an ELF-64 file that wants too much, else as
   * it is.
   */
  static byte[] trimmed(byte[] file) {
    if (file.length < 64) {
      return file;
    }
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.getInt(0) != MAGIC || elf.get(4) != CLASS_64 || elf.get(5) != LITTLE_ENDIAN) {
      return file;
    }
    byte[] copy = file.clone();
    new ElfTrim(copy).trim();
    return copy;
  }

  private void trim() {
    Optional<Integer> dynamic = dynamicSection();
    if (dynamic.isEmpty()) {
      return;
    }
    int table = dynamic.get();
    Optional<Long> strings = dynamicValue(table, DT_STRTAB);
    if (strings.isEmpty()) {
      return;
    }
    int names = fileOffset(strings.get());
    Optional<Long> cLibrary = Optional.empty();
    for (int at = table; elf.getLong(at) != DT_NULL; at += 16) {
      if (elf.getLong(at) == DT_NEEDED && text(names, elf.getLong(at + 8)).equals(C_LIBRARY)) {
        cLibrary = Optional.of(elf.getLong(at + 8));
      }
    }
    for (int at = table; elf.getLong(at) != DT_NULL; at += 16) {
      long tag = elf.getLong(at);
      if (tag == DT_RUNPATH) {
        elf.putLong(at, DT_RPATH);
      } else if (tag == DT_NEEDED
          && cLibrary.isPresent()
          && isDeviceLibrary(names, elf.getLong(at + 8))) {
        elf.putLong(at + 8, cLibrary.get());
      }
    }
    if (cLibrary.isPresent()) {
      dynamicValue(table, DT_VERNEED)
          .ifPresent(versions -> unlinkVersions(fileOffset(versions), names));
    }
  }

  /**
   * Walks the list of {@code Elfxx_Verneed}: 2 bytes version, 2 count, then 4 each of file name,
   * aux and next.
   */
  private void unlinkVersions(int first, int names) {
    int kept = first;
    int at = first;
    for (int next = elf.getInt(at + 12); next != 0; next = elf.getInt(at + 12)) {
      at += next;
      if (isDeviceLibrary(names, Integer.toUnsignedLong(elf.getInt(at + 4)))) {
        int after = elf.getInt(at + 12);
        elf.putInt(kept + 12, after == 0 ? 0 : at + after - kept);
      } else {
        kept = at;
      }
    }
  }

  private boolean isDeviceLibrary(int names, long name) {
    return DEVICE_LIBRARIES.contains(text(names, name));
  }

  private Optional<Integer> dynamicSection() {
    for (int i = 0; i < segmentCount; i++) {
      int header = segments + i * segmentSize;
      if (elf.getInt(header) == PT_DYNAMIC) {
        return Optional.of(Math.toIntExact(elf.getLong(header + 8)));
      }
    }
    return Optional.empty();
  }

  private Optional<Long> dynamicValue(int table, long tag) {
    for (int at = table; elf.getLong(at) != DT_NULL; at += 16) {
      if (elf.getLong(at) == tag) {
        return Optional.of(elf.getLong(at + 8));
      }
    }
    return Optional.empty();
  }

  /** Where the byte at an address of the loaded program lies in the file. */
  private int fileOffset(long address) {
    for (int i = 0; i < segmentCount; i++) {
      int header = segments + i * segmentSize;
      long start = elf.getLong(header + 16);
      if (elf.getInt(header) == PT_LOAD
          && address >= start
          && address < start + elf.getLong(header + 32)) {
        return Math.toIntExact(address - start + elf.getLong(header + 8));
      }
    }
    throw new IllegalArgumentException("no segment of the ELF file holds the address " + address);
  }

  private String text(int names, long offset) {
    int start = Math.toIntExact(names + offset);
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, UTF_8);
  }
}
