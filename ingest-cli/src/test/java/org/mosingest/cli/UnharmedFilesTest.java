package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;

/**
 * Every path option crossed with every file of a corpus and of its neighbour: whatever is asked
 * for, no file loses a byte.
 */
@Timeout(300)
final class UnharmedFilesTest extends WeaknessTestBase {

  private static final List<String> OPTIONS =
      List.of("--output", "--manifest-out", "--progress-path", "--report-out");

  /** What an option may name though it is there, and what then becomes of it is no harm. */
  private static final Map<String, List<String>> MEANT =
      Map.of(
          "--output",
          List.of(
              "corpus/konvid_150k.jsonl",
              "other/konvid_150k.jsonl",
              // Empty.
              "other/konvid_150k.jsonl.failures.ndjson"),
          "--manifest-out",
          List.of(
              "corpus/konvid_150k.jsonl.manifest.json",
              "other/konvid_150k.jsonl.manifest.json",
              "other/konvid_150k.jsonl.failures.ndjson"),
          "--progress-path",
          List.of(
              "corpus/.download-progress.json",
              "other/.download-progress.json",
              "other/konvid_150k.jsonl.failures.ndjson"),
          "--report-out",
          List.of());

  /** A corpus that has been run, and beside it another. */
  static Path tree(Path root, CorpusBed bed, Path ffprobe) throws IOException {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0")
        .local("sub/b.mp4", CorpusBed.fake(2), "2.0")
        .row("gone.mp4", "", "3.0");
    Path folder = bed.folder();
    Path elsewhere = Files.write(root.resolve("elsewhere.mp4"), CorpusBed.fake(3));
    Files.createSymbolicLink(bed.clip("linked.mp4"), bed.clip("a.mp4"));
    bed.row("linked.mp4", "", "1.0");
    Files.createLink(bed.clip("hard.mp4"), elsewhere);
    bed.row("hard.mp4", "", "2.5").write();
    Files.write(bed.clip("stray.mp4"), CorpusBed.fake(9));
    Files.writeString(bed.clip("half.mp4.part"), "fake-video");
    Files.writeString(folder.resolve("k150ka_scores.csv"), "video_name,video_score\nx.mp4,1.0\n");
    Files.createDirectory(folder.resolve("k150ka_extracted"));
    Files.write(folder.resolve("k150ka_extracted/x.mp4"), CorpusBed.fake(7));
    Files.createLink(root.resolve("labels-hard.csv"), folder.resolve("manifest.csv"));
    Files.createSymbolicLink(root.resolve("labels-link.csv"), folder.resolve("manifest.csv"));
    Files.createLink(root.resolve("clip-hard.mp4"), bed.clip("sub/b.mp4"));
    Files.createSymbolicLink(root.resolve("clip-link.mp4"), bed.clip("stray.mp4"));
    CorpusBed other =
        new CorpusBed(root.resolve("other")).local("o.mp4", CorpusBed.fake(4), "4.0").write();
    Files.writeString(other.folder().resolve("README.txt"), "how it came about\n");
    for (CorpusBed one : List.of(bed, other)) {
      assertThat(
              Main.commandLine()
                  .execute(
                      "run",
                      "--konvid-dir=" + one.folder(),
                      "--min-rows=0",
                      "--ffprobe-bin=" + ffprobe))
          .isZero();
    }
    return root;
  }

  /** What is in every file, by its path. */
  static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      contents.put(root.relativize(file).toString(), Files.readString(file, ISO_8859_1));
    }
    return contents;
  }

  /** What was tried in vain, for what was not: files that were harmed, or no refusal. */
  private List<String> harmed(Path root, Path ffprobe, List<String> command, List<String> files)
      throws IOException {
    List<String> harmed = new ArrayList<>();
    Map<String, String> before = contents(root);
    for (String file : files) {
      List<String> whole = new ArrayList<>(command);
      whole.add(whole.removeLast() + root.resolve(file));
      Ended ended = execute(ffprobe, whole.toArray(String[]::new));
      Map<String, String> after = contents(root);
      if (!after.equals(before) || ended.status() != 2 || !ended.err().contains("error: ")) {
        harmed.add(String.join(" ", whole) + ": " + ended.status() + " " + ended.err());
        before = after;
      }
    }
    return harmed;
  }

  private static List<String> files(Path root, Predicate<String> which) throws IOException {
    List<String> files = contents(root).keySet().stream().filter(which).toList();
    assertThat(files).hasSizeGreaterThan(8);
    return files;
  }

  private Path madeTree(Path ffprobe) throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    bed = new CorpusBed(root.resolve("corpus"));
    return tree(root, bed, ffprobe);
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.add(1, "--konvid-dir=" + bed.folder());
    return command;
  }

  @Test
  void everyPathOptionWithEveryFileHarmsNone() throws Exception {
    Path ffprobe = ffprobe("");
    Path root = madeTree(ffprobe);
    List<String> harmed = new ArrayList<>();
    for (String option : OPTIONS) {
      boolean report = option.equals("--report-out");
      harmed.addAll(
          harmed(
              root,
              ffprobe,
              command(report ? "report" : "run", "--min-rows=0", option + "="),
              files(
                  root,
                  file ->
                      !Objects.requireNonNull(MEANT.get(option)).contains(file)
                          // Beside another corpus's rows no file is told from one of its user's.
                          && !(report && file.startsWith("other")))));
    }
    assertThat(harmed).isEmpty();
  }

  /**
   * No file of a corpus is a log, a declaration or an archive, nor are its clips and rows votes.
   */
  @Test
  void everyOptionForAFileThatIsReadOrAddedToHarmsNone() throws Exception {
    Path ffprobe = ffprobe("");
    Path root = madeTree(ffprobe);
    List<String> all = files(root, file -> root.resolve(file).toFile().length() > 0);
    List<String> ofEachKind =
        files(
            root,
            file ->
                file.matches(
                    "corpus/(?:manifest.csv|clips/(?:a|hard|stray|half).mp4.*|konvid_150k.jsonl.*|\\.(?:download|known).*)"));
    List<String> noTables = ofEachKind.stream().filter(file -> !file.endsWith(".csv")).toList();
    List<String> harmed =
        new ArrayList<>(harmed(root, ffprobe, command("run", "--min-rows=0", "--log-file="), all));
    for (String option : List.of("--corpus-file=", "--header=@", "--netrc=", "--cacert=")) {
      harmed.addAll(harmed(root, ffprobe, command("run", "--min-rows=0", option), ofEachKind));
    }
    harmed.addAll(harmed(root, ffprobe, command("run", "--min-rows=0", "--votes="), noTables));
    assertThat(harmed).isEmpty();

    // That an archive is none is the environment's fault, as it may be on a server.
    for (String line :
        harmed(root, ffprobe, command("run", "--min-rows=0", "--archive="), ofEachKind)) {
      assertThat(line).containsPattern(": 3 .*error: ");
    }
  }

  /** The commands that write beside a run's files, told to replace what is there. */
  @Test
  void exportAndAggregateHarmNoneEither() throws Exception {
    Path root = madeTree(ffprobe(""));
    Path fresh = temporary.resolve("all");
    Predicate<String> notEmpty = file -> !file.equals("other/konvid_150k.jsonl.failures.ndjson");
    List<String> all = files(root, notEmpty);
    // What is no file of the corpus it may replace with --force: that is what it is told.
    List<String> own = files(root, file -> !file.startsWith("other"));
    String rows = "--inputs=" + bed.output();
    List<String> harmed = new ArrayList<>();
    harmed.addAll(harmed(root, temporary, command("export", "--format=csv", "--output="), all));
    List<String> force = command("export", "--format=csv", "--force");
    for (String option : List.of("--output=", "--croissant=", "--card=")) {
      List<String> command = new ArrayList<>(force);
      if (!option.equals("--output=")) {
        command.add("--output=" + fresh + ".csv");
      }
      command.add(option);
      harmed.addAll(harmed(root, temporary, command, own));
    }
    harmed.addAll(harmed(root, temporary, List.of("aggregate", rows, "--output="), all));
    harmed.addAll(
        harmed(
            root,
            temporary,
            List.of("aggregate", rows, "--output=" + fresh + ".jsonl", "--manifest-out="),
            all));
    assertThat(harmed).isEmpty();
  }

  /** What a run reads that is no file of the corpus folder. */
  @Test
  void filesThatOptionsNameToBeReadAreNotWrittenTo() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path votes = Files.writeString(temporary.resolve("votes.csv"), "name,score\na.mp4,1\n");
    Path declaration = Files.writeString(temporary.resolve("mine.yaml"), FamilyRunTest.MINE);
    Path table = Files.writeString(temporary.resolve("scores.csv"), "file_name,MOS\na.mp4,1.0\n");
    for (String read :
        List.of("--votes=" + votes, "--corpus-file=" + declaration, "--manifest-csv=" + table)) {
      Path file = Path.of(read.substring(read.indexOf('=') + 1));
      String before = Files.readString(file);
      for (String option : List.of("--output", "--manifest-out", "--progress-path")) {
        Ended ended = run(read, option + "=" + file);
        assertThat(ended.status()).as(read + " " + option + ended.err()).isEqualTo(2);
        assertThat(file).hasContent(before);
      }
    }
  }

  /** A progress that cannot be understood is kept whole under another name; all else is refused. */
  @Test
  void onlyADamagedProgressIsSetAside() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path damaged = Files.writeString(temporary.resolve("progress.json"), "{\"a.mp4\": {\"sta");
    Path document = Files.writeString(temporary.resolve("package.json"), "{\"name\": \"x\"}");

    assertThat(run("--progress-path=" + damaged).status()).isZero();
    assertThat(run("--progress-path=" + document).status()).isEqualTo(2);

    assertThat(temporary.resolve("progress.json.unreadable")).hasContent("{\"a.mp4\": {\"sta");
    assertThat(document).hasContent("{\"name\": \"x\"}");
  }

  @Test
  void streamsPipesDevicesAndFoldersAreRefusedAndNothingIsLeftBehind() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path pipe = temporary.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createDirectory(temporary.resolve("folder"));
    Map<String, String> before = contents(temporary);
    Path ffprobe = ffprobe("");
    for (String option : List.of("--output", "--manifest-out", "--progress-path")) {
      for (String path :
          List.of(
              "/dev/stdout",
              "/dev/fd/1",
              "/dev/null",
              pipe.toString(),
              temporary.resolve("folder").toString())) {
        Ended ended = run(ffprobe, option + "=" + path);
        assertThat(ended.status()).as(option + "=" + path + " " + ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(path).contains("not a regular file").contains(option);
      }
    }
    Map<String, String> after = contents(temporary);
    after.remove(temporary.relativize(ffprobe).toString());
    assertThat(after).isEqualTo(before);
    assertThat(Path.of("/dev/stdout.failures.ndjson")).doesNotExist();
  }

  @Test
  void theMessageNamesBothRoles() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();

    assertThat(run("--manifest-out=" + bed.folder().resolve("manifest.csv")).err())
        .contains("error: the replay manifest and the manifest are the same file: ")
        .contains("hint: give another path; nothing was written (--manifest-out)");
    assertThat(run("--progress-path=" + bed.output()).err())
        .contains("the download progress and the output are the same file: ");
    assertThat(run("--output=" + bed.clip("a.mp4")).err())
        .contains("the output and a clip of the manifest are the same file: ");
    assertThat(run("--output=" + bed.clip("a.mp4.part")).err()).contains("a clip of the manifest");
    Path text = Files.writeString(temporary.resolve("text"), "name,mos\n");
    assertThat(run("--output=" + text).err())
        .contains("the output " + text + " exists and is a different kind of file");
    assertThat(text).hasContent("name,mos");
  }

  /** A lock or a temporary file in whose place somebody put a link. */
  @Test
  void linksInThePlaceOfOurOwnFilesAreNotWrittenThrough() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path labels = Files.writeString(temporary.resolve("labels"), "all my labels\n");
    for (String name :
        List.of(
            ".download-progress.json.tmp",
            "konvid_150k.jsonl.manifest.json.tmp",
            "konvid_150k.jsonl.failures.ndjson.tmp")) {
      Path link = bed.folder().resolve(name);
      Files.createLink(link, Files.writeString(temporary.resolve("linked" + name), "labels\n"));
    }
    assertThat(run().status()).isZero();
    try (Stream<Path> linked = Files.list(temporary)) {
      assertThat(linked.filter(file -> file.getFileName().toString().startsWith("linked")))
          .hasSize(3)
          .allSatisfy(file -> assertThat(file).hasContent("labels"));
    }
    for (String name : List.of(".ingest.lock", ".konvid_150k.jsonl.lock")) {
      Files.delete(bed.folder().resolve(name));
      Files.createLink(bed.folder().resolve(name), labels);
      assertThat(run().status()).as(name).isEqualTo(3);
      Files.delete(bed.folder().resolve(name));
      Files.createSymbolicLink(bed.folder().resolve(name), labels);
      assertThat(run().status()).as(name).isEqualTo(3);
      Files.delete(bed.folder().resolve(name));
    }
    assertThat(labels).hasContent("all my labels");
    assertThat(run().status()).isZero();
  }

  @Test
  void theFailuresFileOfAnEarlierVersionIsReadThenReplaced() throws Exception {
    server.on("/a", org.mosingest.transfer.Replies.status(404));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    assertThat(run().status()).isZero();
    Path now = bed.folder().resolve("konvid_150k.jsonl.failures.ndjson");
    Path former = bed.folder().resolve("konvid_150k.jsonl.failures.jsonl");
    String said = Files.readString(now);
    Files.move(now, former);

    assertThat(run().status()).isZero();

    // Attempts and time stand nowhere else.
    assertThat(now).hasContent(said);
    assertThat(former).doesNotExist();

    Files.writeString(former, "{\"src\":\"a.mp4\"}\n");
    assertThat(run().status()).isZero();
    assertThat(former).hasContent("{\"src\":\"a.mp4\"}");
  }

  private Ended execute(Path ffprobe, String... command) {
    java.io.StringWriter err = new java.io.StringWriter();
    picocli.CommandLine line = Main.commandLine();
    line.setOut(new java.io.PrintWriter(new java.io.StringWriter()));
    line.setErr(new java.io.PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    if (command[0].equals("run")) {
      all.add("--ffprobe-bin=" + ffprobe);
    }
    return new Ended(line.execute(all.toArray(String[]::new)), err.toString());
  }
}
