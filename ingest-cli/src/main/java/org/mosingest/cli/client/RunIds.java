package org.mosingest.cli.client;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/** Which run a user means. */
public final class RunIds {

  /** The word for the run that was submitted last. */
  private static final String LATEST = "latest";

  private static final int PAGE = 1000;

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
    JsonNode newest = DaemonDocuments.parse(client.get(Map.of(), "runs"), client);
    Set<String> ids = new LinkedHashSet<>();
    add(newest, ids);
    if (meant.equals(LATEST)) {
      return ids.stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the daemon has no runs yet: ingest submit starts one"));
    }
    if (!ids.contains(meant)) {
      addEarlier(newest, ids, client);
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
            ? "there is no run " + name + ": ingest runs lists the runs"
            : fitting.size()
                + " runs begin with "
                + name
                + ": "
                + fitting.stream().limit(5).map(Text::printable).collect(Collectors.joining(", "))
                + (fitting.size() > 5 ? ", ..." : ""));
  }

  private static int add(JsonNode listing, Set<String> ids) {
    List<JsonNode> runs = DaemonDocuments.runs(listing);
    runs.stream()
        .map(run -> run.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .forEach(ids::add);
    return runs.size();
  }

  /** Runs that begin meanwhile move the others on: they come twice, and none is left out. */
  private static void addEarlier(JsonNode newest, Set<String> ids, DaemonClient client)
      throws RefusedException, DaemonUnreachableException {
    int total = newest.path("total").asInt(0);
    int offset = DaemonDocuments.runs(newest).size();
    while (offset < total) {
      Map<String, String> query =
          Map.of("limit", String.valueOf(PAGE), "offset", String.valueOf(offset));
      int came = add(DaemonDocuments.parse(client.get(query, "runs"), client), ids);
      if (came == 0) {
        return;
      }
      offset += came;
    }
  }
}
