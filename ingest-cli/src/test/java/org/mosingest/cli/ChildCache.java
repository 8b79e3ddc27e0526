package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What children load, read and linked once for all of a build's children (JEP 483 and 514), which
 * halves the processor time of a short one. The first child has it made in the background; until it
 * is there, and wherever it cannot be made, children start without. Folders cannot be cached, so
 * that they are packed into jars.
 */
final class ChildCache {

  private static final String CLASSES = System.getProperty("java.class.path");
  private static final List<String> PLAIN = List.of("-cp", CLASSES);

  private final Path folder;
  private final List<String> options;
  private boolean asked;

  private ChildCache(Path folder, List<String> options) {
    this.folder = folder;
    this.options = options;
  }

  /** Of children that start with these options of the virtual machine. */
  static ChildCache of(List<String> options) {
    Path folder;
    try {
      folder = Path.of("target", "child-cache", key()).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ChildCache(folder, options);
  }

  /** One for each state of what is on the class path. */
  private static String key() throws IOException {
    StringBuilder all = new StringBuilder(System.getProperty("java.vm.version"));
    for (String entry : CLASSES.split(File.pathSeparator, -1)) {
      if (Files.exists(Path.of(entry))) {
        try (Stream<Path> files = Files.walk(Path.of(entry))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            all.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
          }
        }
      }
    }
    return UUID.nameUUIDFromBytes(all.toString().getBytes(UTF_8)).toString();
  }

  /** The options that name the classes of a child. */
  synchronized List<String> classes() throws IOException {
    if (Files.exists(cache())) {
      // Nobody need hear of one that does not fit, least of all on stdout.
      return List.of("-XX:AOTCache=" + cache(), "-Xlog:disable", "-cp", jars());
    }
    if (!asked) {
      asked = true;
      Thread.ofPlatform().daemon().name("child-cache").start(this::make);
    }
    return PLAIN;
  }

  private Path cache() {
    return folder.resolve("cache.aot");
  }

  private String jars() throws IOException {
    return Files.readString(folder.resolve("class-path"));
  }

  private void make() {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        // Else another of the tests' virtual machines is at it.
        if (lock != null && !Files.exists(cache())) {
          Files.writeString(folder.resolve("class-path"), packed());
          train();
        }
      }
    } catch (IOException e) {
      // As good as none.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void train() throws IOException, InterruptedException {
    Path made = folder.resolve("new.aot");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:AOTCacheOutput=" + made, "-cp", jars()));
    command.add(ChildTraining.class.getName());
    command.add(Files.createTempDirectory(folder, "training").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("training.log").toFile());
    builder.environment().keySet().removeAll(Child.NOT_FOR_CHILDREN);
    if (builder.start().waitFor() == 0 && Files.exists(made)) {
      Files.move(made, cache(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The class path with each folder as a jar in its place. */
  private String packed() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : CLASSES.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve(entries.size() + ".jar");
        pack(path, jar);
        entries.add(jar.toString());
      } else if (Files.exists(path)) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      zip.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
