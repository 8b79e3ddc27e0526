import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Holds every Java source of the repository to google-java-format. The build runs it as a process
 * of its own, on the JDK that compiles: in Maven's own process the formatter could read only the
 * Java that Maven itself runs on.
 *
 * <p>Arguments: {@code check} or {@code write}, then the repository's folder. Ends with 1 where
 * {@code check} finds a difference.
 */
class Format {

  private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.GOOGLE;

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources = files.filter(file -> isSource(root.relativize(file))).sorted().toList();
    }
    if (sources.isEmpty()) {
      throw new IllegalStateException("no Java source below " + root);
    }
    var different = new ConcurrentLinkedQueue<Path>();
    sources.parallelStream().filter(file -> differs(file, write)).forEach(different::add);
    if (write || different.isEmpty()) {
      return;
    }
    different.stream()
        .sorted()
        .forEach(file -> System.err.println("not formatted: " + root.relativize(file)));
    System.err.println("run: mvn -N validate -Dformat=write");
    System.exit(1);
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return name.endsWith(".java") && !name.contains("target/") && !name.startsWith(".git/");
  }

  private static boolean differs(Path file, boolean write) {
    try {
      String source = Files.readString(file);
      String imports =
          ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), STYLE);
      String formatted =
          new Formatter(JavaFormatterOptions.builder().style(STYLE).build()).formatSource(imports);
      if (formatted.equals(source)) {
        return false;
      }
      if (write) {
        Files.writeString(file, formatted);
      }
      return true;
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException("cannot format " + file + ": " + e.getMessage(), e);
    }
  }
}
