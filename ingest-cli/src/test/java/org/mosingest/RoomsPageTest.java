package org.mosingest;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mosingest.House.SourceFile;

/** The table of rooms in docs/architecture.md: it names each room, and doors that are in it. */
class RoomsPageTest {

  private static final String ROOT = "org.mosingest.";

  /** Cells: names of packages, what they hold, doors. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\|.*\\| (.*) \\|$");

  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  private static final Pattern NAMES_ALONE = Pattern.compile("`\\w+`(, `\\w+`)*");

  /** A row: its packages, and the cell of its doors. */
  private record Room(List<String> packages, String doors) {}

  @Test
  void namesEachRoom() throws IOException {
    Set<String> rooms =
        House.SOURCES.stream()
            .map(SourceFile::packageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()))
            .collect(toCollection(TreeSet::new));

    assertThat(rooms).hasSizeGreaterThan(50);
    assertThat(rooms()).flatExtracting(Room::packages).containsExactlyInAnyOrderElementsOf(rooms);
  }

  @Test
  void namesDoorsThatAreThere() throws IOException {
    for (Room room : rooms()) {
      for (String door : names(room.doors())) {
        assertThat(House.SOURCES)
            .as("%s of %s", door, room.packages())
            .anyMatch(
                source ->
                    source.simpleName().equals(door)
                        && (room.packages().contains(source.packageName().substring(ROOT.length()))
                            || !NAMES_ALONE.matcher(room.doors()).matches()));
      }
    }
  }

  private static List<Room> rooms() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "architecture.md"));
    Matcher row =
        ROW.matcher(
            page.substring(page.indexOf("## The rooms"), page.indexOf("## The way of a row")));
    List<Room> rooms = new ArrayList<>();
    while (row.find()) {
      rooms.add(new Room(packages(row.group(1)), row.group(2)));
    }
    return rooms;
  }

  /** {@code .source} beside another stands below the same room. */
  private static List<String> packages(String cell) {
    List<String> packages = new ArrayList<>();
    for (String name : names(cell)) {
      String above = packages.isEmpty() ? "" : packages.getLast();
      packages.add(name.startsWith(".") ? above.substring(0, above.lastIndexOf('.')) + name : name);
    }
    return packages;
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }
}
