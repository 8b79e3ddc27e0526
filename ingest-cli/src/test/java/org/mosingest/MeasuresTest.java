package org.mosingest;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.mosingest.House.SourceFile;

/**
 * The house's measures: how long a file may be, how wide a constructor, how full a package, that a
 * name stands for one thing, and that no files lean on each other in a circle. Nothing is excepted.
 */
class MeasuresTest {

  private static final int MOST_LINES = 300;
  private static final int MOST_PARAMETERS = 8;
  private static final int MOST_FILES_OF_A_PACKAGE = 30;

  @Test
  void noFileIsTooLong() {
    assertThat(House.SOURCES)
        .hasSizeGreaterThan(House.LEAST_FILES)
        .filteredOn(source -> source.lines() > MOST_LINES)
        .extracting(SourceFile::simpleName)
        .isEmpty();
  }

  @Test
  void noConstructorTakesTooMuch() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : House.CLASSES) {
      for (JavaConstructor constructor : type.getConstructors()) {
        if (declaredParameters(type, constructor) > MOST_PARAMETERS) {
          found.add(type.getName().substring(type.getPackageName().length() + 1));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** Without those that the compiler adds. */
  private static int declaredParameters(JavaClass type, JavaConstructor constructor) {
    if (type.isAnonymousClass() || type.isLocalClass()) {
      return 0;
    }
    int all = constructor.getRawParameterTypes().size();
    int nameAndOrdinal = 2;
    return type.isEnum() ? all - nameAndOrdinal : all;
  }

  @Test
  void noPackageIsTooFull() {
    assertThat(moreOftenThan(MOST_FILES_OF_A_PACKAGE, SourceFile::packageName)).isEmpty();
  }

  @Test
  void noTwoClassesHaveOneName() {
    assertThat(moreOftenThan(1, SourceFile::simpleName)).isEmpty();
  }

  private static Set<String> moreOftenThan(long most, Function<SourceFile, String> what) {
    return House.SOURCES.stream().collect(groupingBy(what, counting())).entrySet().stream()
        .filter(entry -> entry.getValue() > most)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /** A nested type belongs to its file, so a sealed interface and the records in it are one. */
  @Test
  void noFilesLeanOnEachOtherInACircle() {
    Map<String, Set<String>> leansOn = leansOn();
    assertThat(leansOn).hasSizeGreaterThan(House.LEAST_FILES);
    assertThat(circles(leansOn)).isEmpty();
  }

  private static Map<String, Set<String>> leansOn() {
    Map<String, Set<String>> leansOn = new TreeMap<>();
    House.SOURCES.forEach(source -> leansOn.put(source.name(), new TreeSet<>()));
    for (JavaClass type : House.CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String file = fileOf(type);
        String target = fileOf(dependency.getTargetClass().getBaseComponentType());
        if (leansOn.containsKey(file) && leansOn.containsKey(target) && !target.equals(file)) {
          leansOn.get(file).add(target);
        }
      }
    }
    return leansOn;
  }

  private static String fileOf(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The strongly connected parts of more than one file, as the files' simple names. */
  private static Set<Set<String>> circles(Map<String, Set<String>> leansOn) {
    Map<String, Set<String>> reached = new TreeMap<>();
    leansOn.keySet().forEach(file -> reached.put(file, reachedFrom(file, leansOn)));
    return leansOn.keySet().stream()
        .filter(file -> reached.get(file).contains(file))
        .map(
            file ->
                reached.get(file).stream()
                    .filter(other -> reached.get(other).contains(file))
                    .map(other -> other.substring(other.lastIndexOf('.') + 1))
                    .collect(toSet()))
        .collect(toSet());
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> leansOn) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(leansOn.get(start));
    while (!open.isEmpty()) {
      String file = open.pop();
      if (reached.add(file)) {
        open.addAll(leansOn.get(file));
      }
    }
    return reached;
  }
}
