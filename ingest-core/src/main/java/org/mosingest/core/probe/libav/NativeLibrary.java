package org.mosingest.core.probe.libav;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** One of FFmpeg's libraries, from the folder that the system property {@value #FOLDER} names. */
@SuppressWarnings("restricted")
final class NativeLibrary {

  /** The system property with the folder of the libraries. */
  static final String FOLDER = "mosingest.libav.folder";

  private static final Linker LINKER = Linker.nativeLinker();

  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  static NativeLibrary load(String name, int major) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    String file = mac ? "lib" + name + "." + major + ".dylib" : "lib" + name + ".so." + major;
    return new NativeLibrary(
        SymbolLookup.libraryLookup(Path.of(System.getProperty(FOLDER, ""), file), Arena.global()));
  }

  MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  MethodHandle procedure(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }

  /** A pointer to a function of ours, which lives as long as the process. */
  static MemorySegment callback(MethodHandle function, FunctionDescriptor descriptor) {
    return LINKER.upcallStub(function, descriptor, Arena.global());
  }

  /** What a pointer points to: the next {@code size} bytes. */
  static MemorySegment at(MemorySegment pointer, long size) {
    return pointer.reinterpret(size);
  }
}
