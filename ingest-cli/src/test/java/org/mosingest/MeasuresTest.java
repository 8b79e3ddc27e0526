package org.mosingest;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*\\b");
  private static final Pattern NO_CODE =
      Pattern.compile("//[^\n]*|/\\*(?s:.*?)\\*/|\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"");

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
    addUncompiled(leansOn);
    return leansOn;
  }

  /** A module that this build leaves out has sources only: a name in one of them is a file's. */
  private static void addUncompiled(Map<String, Set<String>> leansOn) {
    Map<String, String> bySimpleName =
        House.SOURCES.stream().collect(toMap(SourceFile::simpleName, SourceFile::name));
    for (SourceFile source : House.SOURCES) {
      if (House.CLASSES.contain(source.name())) {
        continue;
      }
      Matcher name = NAME.matcher(NO_CODE.matcher(source.text()).replaceAll(" "));
      while (name.find()) {
        String target = bySimpleName.get(name.group());
        if (target != null && !target.equals(source.name())) {
          leansOn.get(source.name()).add(target);
        }
      }
    }
  }

  @Test
  void aCircleOfFilesIsFound() {
    assertThat(
            circles(
                Map.of(
                    "a.A",
                    Set.of("a.B"),
                    "a.B",
                    Set.of("a.C"),
                    "a.C",
                    Set.of("a.A", "a.D"),
                    "a.D",
                    Set.of())))
        .containsExactly(Set.of("A", "B", "C"));
    assertThat(House.SOURCES).anyMatch(source -> source.name().startsWith("org.mosingest.spark."));
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
