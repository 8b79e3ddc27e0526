package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tables as they are, at all three doors: {@code ingest run}, {@code POST /runs} and {@code ingest
 * doctor} say the same of them.
 */
@Timeout(300)
@SuppressWarnings("SystemOut")
final class RealTablesTest extends DaemonTestBase {

  private static final String HEADER = "file_name,url,MOS,SD,n\n";

  /**
   * A table and what is said of it.
   *
   * @param stat the count in the replay manifest's stats that is above 0; empty where the table is
   *     refused
   * @param said words of the warning, or of the error
   */
  private record Case(String name, ByteString table, String stat, String said) {
    static Case refused(String name, byte[] table, String said) {
      return new Case(name, ByteString.of(table), "", said);
    }

    static Case refused(String name, String table, String said) {
      return new Case(name, ByteString.encodeUtf8(table), "", said);
    }

    static Case told(String name, String table, String stat, String said) {
      return new Case(name, ByteString.encodeUtf8(table), stat, said);
    }

    /** A repeated MOS is told by the doctor's check of labels, in its own words. */
    String doctors() {
      return stat.equals("repeats_other_mos") ? "a.mp4: 3.5, then 4.5" : said;
    }

    boolean hasUrls() {
      return !isRefused() && table.utf8().contains("://");
    }

    boolean isRefused() {
      return stat.isEmpty();
    }
  }

  private static List<Case> cases() {
    String good = "a.mp4,,3.5,0.5,7\nb.mp4,,3.5,0.5,7\n";
    return List.of(
        Case.refused(
            "a quote that is never closed",
            HEADER + good + "c.mp4,\"http://h/c,3.5,0.5,7\n" + "d.mp4,,3.5,0.5,7\n".repeat(5),
            "manifest.csv:4: a quote is opened and never closed"),
        Case.told(
            "a quote that closes rows later",
            HEADER + good + "c.mp4,,3.5,0.5,\"7\nd.mp4,,3.5,0.5,7\"\n",
            "rows_over_lines",
            "manifest.csv:4: the row runs from line 4 to line 5"),
        Case.told(
            "surplus cells",
            HEADER + good + "c.mp4,,3,8,0,5,7\n",
            "rejected_rows",
            "manifest.csv:4: more cells than the header's 5"),
        Case.told(
            "a spread with a decimal comma",
            HEADER + good + "c.mp4,,3.5,\"0,5\",7\n",
            "bad_spread",
            "manifest.csv:4: bad spread '0,5' for c.mp4; taken as 0.0"),
        Case.told(
            "a count that is none",
            HEADER + good + "c.mp4,,3.5,0.5,seven\n",
            "bad_count",
            "manifest.csv:4: bad count 'seven' for c.mp4; taken as 0"),
        Case.refused(
            "a table of decimal commas",
            HEADER
                + "a.mp4,,\"3,8\",\"0,5\",7\nb.mp4,,\"3,2\",\"0,5\",7\nc.mp4,,\"3,1\",\"0,5\",7\n",
            "3 of 3 MOS values are not numbers, such as '3,8': they look like decimal commas"),
        Case.told(
            "decimal commas that fit the header",
            "file_name,MOS,note\na.mp4,3.5,\nb.mp4,3,6,\n",
            "data_rows",
            "'3,6' on line 3: are these unquoted decimal commas?"),
        Case.told(
            "a count with a fraction",
            HEADER + good + "c.mp4,,3,5,0.5\n",
            "bad_count",
            "manifest.csv:4: bad count '0.5' for c.mp4; taken as 0"),
        Case.told(
            "zero bytes within",
            HEADER + good + "\0".repeat(100) + "\nc.mp4,,3.5,0.5,7\n",
            "rejected_rows",
            "manifest.csv:4: only zero bytes"),
        Case.told(
            "cut off",
            HEADER + good + "c.mp4,,3",
            "data_rows",
            "the last line, 4, has 3 of 5 cells: is the file cut off?"),
        Case.refused("semicolons", "file_name;url;MOS\na.mp4;;3,8\n", "no readable columns"),
        Case.told(
            "another MOS",
            HEADER + good + "a.mp4,,4.5,0.5,7\n",
            "repeats_other_mos",
            "manifest.csv:4: a.mp4 is repeated with the MOS 4.5"),
        Case.told(
            "another URL",
            HEADER + good + "c.mp4,ftp://h/1,3,0.5,7\nc.mp4,ftp://h/2,3,0.5,7\n",
            "repeats_other_url",
            "manifest.csv:5: c.mp4 is repeated with another URL"),
        Case.told(
            "mangled names",
            HEADER + good + "3.32E+09,,3,0.5,7\n",
            "mangled_names",
            "manifest.csv:4: the name '3.32E+09' looks like a number in scientific notation"),
        Case.told(
            "mos and MOS",
            "file_name,mos,MOS\na.mp4,3,4\n",
            "data_rows",
            "2 columns are the same except for case: 'MOS' (column 3), 'mos' (column 2)"),
        Case.refused(
            "UTF-16",
            (HEADER + good).getBytes(Charset.forName("UTF-16")),
            "manifest.csv is not a CSV file: it is UTF-16 text"),
        Case.refused(
            "a web page", "<!DOCTYPE html>\n<html>", "is not a CSV file: it is a web page"),
        Case.refused(
            "Latin-1",
            "name,mos\n\u00e9,3\n".getBytes(Charset.forName("ISO-8859-1")),
            "the file is not UTF-8"));
  }

  @Test
  void saidAlikeByRunServiceAndDoctor() throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("its-ffprobe"), "");
    Child daemon = daemon();
    List<Case> cases = cases();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      Path folder = Files.createDirectories(root.resolve("at-the-service-" + i));
      Files.write(folder.resolve("manifest.csv"), one.table().toByteArray());
      JsonNode answer = submitted(folder, one);
      if (!one.isRefused()) {
        awaitState(answer.path("id").asString(), "completed");
        JsonNode stats = stats(folder);
        assertThat(stats.path(one.stat()).asInt(-1)).as(one.name()).isPositive();
        assertThat(stats.path("table_lines").asLong())
            .as(one.name())
            .isEqualTo(
                IntStream.range(0, one.table().size())
                    .filter(
                        at ->
                            one.table().getByte(at) == '\n'
                                // The last line may have no end.
                                || at == one.table().size() - 1)
                    .count())
            .isEqualTo(
                stats.path("table_headers").asLong()
                    + stats.path("blank_lines").asLong()
                    + stats.path("data_rows").asLong()
                    + stats.path("lines_in_cells").asLong());
        assertThat(
                daemon.errSoFar().lines().filter(line -> line.contains(folder + "/manifest.csv")))
            .as("logged once: %s", one.name())
            .filteredOn(line -> line.contains(one.said()))
            .hasSize(1);
      }

      Path own = Files.createDirectories(root.resolve("in-the-foreground-" + i));
      Files.write(own.resolve("manifest.csv"), one.table().toByteArray());
      CommandResult doctor =
          command(
              "doctor",
              "--konvid-dir=" + own,
              "--min-rows=0",
              "--min-free=0",
              "--samples=0",
              "--json",
              "--ffprobe-bin=" + ffprobe);
      // Where no row has a clip or a URL nothing can be ingested, and doctor says that too.
      assertThat(doctor.status()).as(one.name()).isEqualTo(one.hasUrls() ? 0 : 2);
      assertThat(findings(doctor.out()))
          .as(one.name())
          .anyMatch(text -> text.contains(one.doctors()));

      CommandResult run =
          command("run", "--konvid-dir=" + own, "--min-rows=0", "--ffprobe-bin=" + ffprobe);
      assertThat(run.status()).as(one.name() + run.err()).isEqualTo(one.isRefused() ? 2 : 0);
      assertThat(run.err()).as(one.name()).contains(one.said());
    }
  }

  private JsonNode submitted(Path folder, Case one) throws IOException {
    String body =
        JsonMapper.shared()
            .createObjectNode()
            .put("konvid_dir", folder.toString())
            .put("min_rows", 0)
            .toString();
    Reply reply = posted("/runs", body);
    assertThat(reply.status()).as(one.name() + reply.body()).isEqualTo(one.isRefused() ? 422 : 201);
    JsonNode json = reply.json();
    if (one.isRefused()) {
      assertThat(json.path("error").path("message").asString()).as(one.name()).contains(one.said());
      assertThat(json.path("error").path("hint").asString()).as(one.name()).isNotEmpty();
    } else {
      assertThat(json.path("warnings"))
          .as(one.name())
          .anyMatch(warning -> warning.asString().contains(one.said()));
    }
    return json;
  }

  private static JsonNode stats(Path folder) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(folder.resolve("konvid_150k.jsonl.manifest.json")))
        .path("stats");
  }

  /** What was found, and its details, in one text each. */
  private static List<String> findings(String json) {
    List<String> texts = new ArrayList<>();
    for (JsonNode finding : JsonMapper.shared().readTree(json).path("findings")) {
      texts.add(finding.path("found").asString() + " " + finding.path("details"));
    }
    return texts;
  }

  /** A command in this process; its log is in {@code err}. */
  private static CommandResult command(String... arguments) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      CommandResult result = CommandResult.of(List.of(arguments));
      return new CommandResult(result.status(), result.out(), result.err() + log.toString(UTF_8));
    } finally {
      System.setErr(stderr);
    }
  }
}
