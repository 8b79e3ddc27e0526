package org.mosingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All that the modules ship, as classes and as sources, read once for all rules. */
final class House {

  /** What is there today, less a margin: a rule over nothing would hold too. */
  static final int LEAST_FILES = 380;

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.mosingest");

  /** The top-level classes' source files. */
  static final List<SourceFile> SOURCES = sources();

  private House() {}

  /**
   * A source file.
   *
   * @param name of its top-level class, with the package
   */
  record SourceFile(Path path, String name) {

    String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    String packageName() {
      return name.substring(0, name.lastIndexOf('.'));
    }

    String text() {
      try {
        return Files.readString(path);
      } catch (IOException e) {
        throw new AssertionError(path + " cannot be read", e);
      }
    }

    long lines() {
      try (Stream<String> lines = Files.lines(path)) {
        return lines.count();
      } catch (IOException e) {
        throw new AssertionError(path + " cannot be read", e);
      }
    }
  }

  private static List<SourceFile> sources() {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      List<SourceFile> sources =
          modules
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .flatMap(House::under)
              .toList();
      assertThat(sources).hasSizeGreaterThan(LEAST_FILES);
      return sources;
    } catch (IOException e) {
      throw new AssertionError("the modules' sources cannot be read", e);
    }
  }

  private static Stream<SourceFile> under(Path main) {
    try (Stream<Path> files = Files.walk(main)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
          .map(file -> new SourceFile(Path.of(file), className(main, Path.of(file))))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(main + " cannot be read", e);
    }
  }

  private static String className(Path main, Path file) {
    String path = main.relativize(file).toString();
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }
}
