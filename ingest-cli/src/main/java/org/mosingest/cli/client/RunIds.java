package org.mosingest.cli.client;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosingest.core.row.Text;

/** Which run a user means. */
public final class RunIds {

  /** The word for the run that was submitted last. */
  private static final String LATEST = "latest";

  private RunIds() {}

  /** What a shell can complete without asking a daemon. */
  public static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(LATEST).iterator();
    }
  }

  /**
   * The id of the run that is meant by an id, the beginning of one, or {@code latest}.
   *
   * @throws IllegalArgumentException if it is none, or could be several
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers
   */
  public static String resolve(String meant, DaemonClient client)
      throws RefusedException, DaemonUnreachableException {
    // The list has the newest first.
    List<String> ids =
        DaemonDocuments.runs(DaemonDocuments.parse(client.get(Map.of(), "runs"), client)).stream()
            .map(run -> run.path("id").asString(""))
            .filter(id -> !id.isEmpty())
            .toList();
    if (meant.equals(LATEST)) {
      return ids.stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the daemon has no runs yet: ingest submit makes one"));
    }
    if (ids.contains(meant)) {
      return meant;
    }
    List<String> fitting =
        meant.isEmpty() ? List.of() : ids.stream().filter(id -> id.startsWith(meant)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    String name = Text.printable(meant);
    throw new IllegalArgumentException(
        fitting.isEmpty()
            ? "there is no run " + name + ": ingest runs lists those there are"
            : fitting.size()
                + " runs begin with "
                + name
                + ": "
                + fitting.stream().limit(5).map(Text::printable).collect(Collectors.joining(", "))
                + (fitting.size() > 5 ? ", ..." : ""));
  }
}
