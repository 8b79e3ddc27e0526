package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.Layout;
import org.mosingest.core.profile.TableSpec;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.votes.Votes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a corpus's manifest, or the split score files that stand in for one. Rows that cannot be
 * used are refused with a warning in the log, {@code FILE:LINE: why}, where the line is the one on
 * which the row starts. Stateless and thread-safe.
 */
public final class ManifestReader {

  private static final Logger log = LoggerFactory.getLogger(ManifestReader.class);

  /** The manifest's name in a corpus folder, unless another one is given. */
  public static final String MANIFEST = "manifest.csv";

  /** How many names tell what a corpus looks like. */
  private static final int NAMES_LOOKED_AT = 50;

  private ManifestReader() {}

  /**
   * Reads all rows of a corpus.
   *
   * @throws BadCorpusException if the folder or the files are missing, a file is empty, no UTF-8
   *     table, without readable columns or with a quote that is never closed, most of a column's
   *     numbers are none, or all of them together hold fewer data rows than the floor or more than
   *     the ceiling; or if a votes table cannot be read as one
   * @throws IOException if a file cannot be read
   */
  public static Manifest read(ManifestRequest request) throws BadCorpusException, IOException {
    Manifest manifest = read(request, csv -> new FileWarnings(csv, log::warn));
    manifest.votes().warnings().forEach(log::warn);
    if (!manifest.votes().files().isEmpty()) {
      log.info(manifest.votes().summary());
    }
    return manifest;
  }

  /**
   * As {@link #read(ManifestRequest)}, but what is found besides the rows goes to a witness for
   * each file in place of the log.
   *
   * @param witnesses makes the witness of a file
   * @throws BadCorpusException as there
   * @throws IOException if a file cannot be read
   */
  public static Manifest read(ManifestRequest request, Function<Path, FileWitness> witnesses)
      throws BadCorpusException, IOException {
    Tables tables = tables(request);
    try (AcceptedRows accepted = new AcceptedRows()) {
      return read(request, tables, accepted, witnesses);
    }
  }

  private static Manifest read(
      ManifestRequest request,
      Tables tables,
      AcceptedRows accepted,
      Function<Path, FileWitness> witnesses)
      throws BadCorpusException, IOException {
    Corpus corpus = request.corpus();
    RowNotes notes = new RowNotes();
    TableLines lines;
    try {
      lines = tables.readInto(request, accepted, witnesses, notes);
    } catch (BadTableException e) {
      String other = WrongMount.look(corpus, request.folder(), List.of());
      throw new BadCorpusException(e, other + e.hint(), ifOther(other));
    }
    List<Path> sources = tables.files().stream().map(ScoreFile::csv).toList();
    guard(request, lines.rows(), sources, accepted);
    Votes.Joined joined =
        joined(request, sources, accepted.take(request.maxRows().orElse(Integer.MAX_VALUE)));
    return new Manifest(
        joined.rows(), notes.refused(), notes.odd(), lines, sources, joined.books());
  }

  private static Votes.Joined joined(
      ManifestRequest request, List<Path> sources, List<ManifestRow> rows)
      throws BadCorpusException, IOException {
    for (Path votes : request.votes().files()) {
      for (Path source : sources) {
        if (Files.exists(votes) && Files.isSameFile(votes, source)) {
          throw new BadCorpusException(
              Text.printable(votes.toString()) + " is given as votes but is the manifest itself",
              "a votes table has one row per vote",
              Setting.VOTES);
        }
      }
    }
    try {
      return Votes.join(request.votes(), request.corpus(), rows);
    } catch (BadTableException e) {
      throw new BadCorpusException(e, e.hint());
    }
  }

  private static void guard(
      ManifestRequest request, long rows, List<Path> sources, AcceptedRows accepted)
      throws BadCorpusException, IOException {
    Corpus corpus = request.corpus();
    int ceiling = corpus.guard().ceiling().orElse(Integer.MAX_VALUE);
    int floor = rows < request.minRows() ? request.floor() : request.minRows();
    boolean tooFew = rows < floor;
    if (!tooFew && rows <= ceiling) {
      return;
    }
    String what =
        tooFew ? "fewer than the minimum of " + floor : "more than the ceiling of " + ceiling;
    String other = WrongMount.look(corpus, request.folder(), accepted.names(NAMES_LOOKED_AT));
    String hint = other + corpus.wrongCorpusHint();
    throw new BadCorpusException(
        "%s: %s, %s for %s"
            .formatted(shown(sources), Counted.of(rows, "data row"), what, corpus.id()),
        tooFew ? hint + "; for a deliberate subset, lower the minimum" : hint,
        tooFew
            ? new Setting[] {Setting.CORPUS, Setting.LEAST_ROWS}
            : new Setting[] {Setting.CORPUS});
  }

  /** What to set where a folder looks like another corpus's; empty words if it does not. */
  private static Setting[] ifOther(String said) {
    return said.isEmpty() ? new Setting[0] : new Setting[] {Setting.CORPUS};
  }

  /** The tables that are read, one after the other, or joined. */
  private record Tables(List<ScoreFile> files, boolean joined) {

    TableLines readInto(
        ManifestRequest request,
        AcceptedRows accepted,
        Function<Path, FileWitness> witnesses,
        RowNotes notes)
        throws BadTableException, IOException {
      Corpus corpus = request.corpus();
      if (joined) {
        ClipLocator clips = locator(request, files.getFirst());
        return new JoinedFiles(files, corpus, clips).readInto(accepted, witnesses, notes);
      }
      TableLines lines = TableLines.NONE;
      for (ScoreFile file : files) {
        FileWitness witness = witnesses.apply(file.csv());
        lines = lines.plus(file.readInto(corpus, locator(request, file), accepted, witness, notes));
      }
      return lines;
    }

    private static ClipLocator locator(ManifestRequest request, ScoreFile file) {
      return new ClipLocator(
          request.folder().resolve(file.clipsFolder()), request.corpus().naming());
    }
  }

  /** The files that hold the rows. */
  static List<ScoreFile> files(ManifestRequest request) throws BadCorpusException, IOException {
    return tables(request).files();
  }

  private static Tables tables(ManifestRequest request) throws BadCorpusException, IOException {
    Corpus corpus = request.corpus();
    if (Files.isRegularFile(request.folder())) {
      throw new BadCorpusException(
          "the corpus folder " + Text.printable(request.folder().toString()) + " is a file",
          "give a folder; if this file is the manifest, give it separately",
          Setting.CORPUS_FOLDER,
          Setting.MANIFEST);
    }
    if (!Files.isDirectory(request.folder())) {
      throw new BadCorpusException(
          "the corpus folder " + Text.printable(request.folder().toString()) + " does not exist",
          source(corpus),
          Setting.CORPUS_FOLDER);
    }
    Path clips = request.folder().resolve(request.clipsSubdir());
    if (Files.isRegularFile(clips)) {
      throw new BadCorpusException(
          "the clips folder " + Text.printable(clips.toString()) + " is a file",
          "give a folder below the corpus folder, or move this file away",
          Setting.CLIPS_FOLDER);
    }
    if (request.manifestCsv().isPresent()) {
      // Read even if it is missing: falling back would hide a typing error.
      return new Tables(
          List.of(file(request, corpus.manifest(), request.manifestCsv().get())), false);
    }
    Optional<TableFinder.Found> found = TableFinder.find(corpus, request.folder());
    if (found.isEmpty()) {
      String names =
          corpus.tables().layouts().stream()
              .flatMap(layout -> layout.tables().stream())
              .flatMap(table -> table.files().stream())
              .distinct()
              .collect(Collectors.joining(" or "));
      throw new BadCorpusException(
          "no " + names + " in " + Text.printable(request.folder().toString()),
          WrongMount.look(corpus, request.folder(), List.of()) + source(corpus),
          Setting.CORPUS_FOLDER,
          Setting.CORPUS);
    }
    List<ScoreFile> files = new ArrayList<>();
    for (int i = 0; i < found.get().files().size(); i++) {
      files.add(file(request, found.get().specs().get(i), found.get().files().get(i)));
    }
    boolean joined = found.get().layout().joined();
    if (!joined) {
      found
          .get()
          .absent()
          .forEach(
              csv -> log.info("{} does not exist and is left out", Text.printable(csv.toString())));
    }
    return new Tables(files, joined);
  }

  private static ScoreFile file(ManifestRequest request, TableSpec spec, Path csv) {
    return new ScoreFile(csv, clipsFolder(request, spec), spec);
  }

  private static String clipsFolder(ManifestRequest request, TableSpec spec) {
    return TableFinder.clipsFolder(
        spec,
        request.folder(),
        request.clipsSubdir(),
        !request.clipsSubdir().equals(ManifestRequest.USUAL_CLIPS));
  }

  /**
   * The folders below the corpus folder in which clips of the request may lie, empty for that
   * itself; whether or not they are there.
   */
  public static Set<String> clipsFolders(ManifestRequest request) {
    Set<String> folders = new TreeSet<>();
    folders.add(request.clipsSubdir());
    for (Layout layout : request.corpus().tables().layouts()) {
      layout.tables().forEach(table -> folders.add(clipsFolder(request, table)));
    }
    // What lies in the corpus folder itself holds all others.
    return folders.contains("") ? Set.of("") : folders;
  }

  /** Every table of the corpus that is there, those that this run would not read too. */
  public static List<Path> tables(Corpus corpus, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Layout layout : corpus.tables().layouts()) {
      TableFinder.find(layout, folder).ifPresent(found -> files.addAll(found.files()));
    }
    return files;
  }

  private static String shown(List<Path> sources) {
    return sources.stream()
        .map(source -> Text.printable(source.toString()))
        .collect(Collectors.joining(" and "));
  }

  private static String source(Corpus corpus) {
    return corpus.about().source().isEmpty()
        ? "if you have the corpus elsewhere, give its folder"
        : corpus.id()
            + " is available from "
            + corpus.about().source()
            + "; if you have it elsewhere, give its folder";
  }
}
