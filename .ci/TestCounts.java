import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says how many tests ran, and which classes took longest, from the reports of Surefire and
 * Failsafe. Ends with 1 where a test was skipped that {@code .ci/may-be-skipped} does not name, or
 * where there are no reports.
 *
 * <p>Argument: the repository's folder.
 */
class TestCounts {

  private static final int SLOWEST = 15;

  /** A test that did not run, and what it said of it. */
  private record Skipped(String test, String message) {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    Map<String, String> allowed = allowed(root.resolve(".ci/may-be-skipped"));
    List<Skipped> skipped = new ArrayList<>();
    Map<String, Double> seconds = new TreeMap<>();
    int tests = 0;
    int failed = 0;
    for (Path report : reports(root)) {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
      NodeList cases = document.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        tests++;
        failed += count(test, "failure") + count(test, "error");
        if (count(test, "skipped") > 0) {
          Element skip = (Element) test.getElementsByTagName("skipped").item(0);
          skipped.add(new Skipped(name(test), skip.getAttribute("message")));
        }
      }
      Element suite = document.getDocumentElement();
      seconds.merge(
          simple(suite.getAttribute("name")),
          Double.parseDouble(suite.getAttribute("time").replace(",", "")),
          Double::sum);
    }
    System.out.printf("%d tests, %d failed, %d skipped%n", tests, failed, skipped.size());
    System.out.println("The slowest classes, in seconds:");
    seconds.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(SLOWEST)
        .forEach(entry -> System.out.printf("  %6.1f %s%n", entry.getValue(), entry.getKey()));
    boolean good = tests > 0;
    for (Skipped test : skipped) {
      String why =
          allowed.entrySet().stream()
              .filter(entry -> matches(test.test(), entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("");
      good &= !why.isEmpty();
      System.out.printf(
          "%s: %s: %s%n",
          why.isEmpty() ? "SKIPPED, and may not be" : "skipped (" + why + ")",
          test.test(),
          test.message());
    }
    if (!good) {
      System.err.println(
          tests == 0
              ? "no reports of tests below " + root
              : "install what these tests need, or name them with the reason in .ci/may-be-skipped");
      System.exit(1);
    }
  }

  /** From a class, or a class and a method, to the reason. */
  private static Map<String, String> allowed(Path list) throws IOException {
    Map<String, String> allowed = new TreeMap<>();
    for (String line : Files.readAllLines(list)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.strip().split("\\s+", 2);
        if (parts.length < 2) {
          throw new IllegalStateException(list + " gives no reason for " + parts[0]);
        }
        allowed.put(parts[0], parts[1]);
      }
    }
    return allowed;
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*/target/[a-z]+-reports/TEST-.*\\.xml"))
          .sorted()
          .toList();
    }
  }

  private static int count(Element test, String kind) {
    return test.getElementsByTagName(kind).getLength();
  }

  private static String name(Element test) {
    return simple(test.getAttribute("classname")) + "." + test.getAttribute("name");
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Whether a test is the one named, one of its invocations, or one of the class named. */
  private static boolean matches(String test, String entry) {
    return test.equals(entry)
        || (test.startsWith(entry) && ".({[ ".indexOf(test.charAt(entry.length())) >= 0);
  }
}
