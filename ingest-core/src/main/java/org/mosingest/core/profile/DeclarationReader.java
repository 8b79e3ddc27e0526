package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.mosingest.core.row.Text;
import org.mosingest.core.yaml.BadYamlException;
import org.mosingest.core.yaml.YamlDocument;
import org.mosingest.core.yaml.YamlNode;

/** Reads a corpus's declaration. Not thread-safe: one for each. */
final class DeclarationReader {

  /** Far more than any declaration needs. */
  static final int LONGEST = 64 * 1024;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern OUTPUT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.jsonl");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z0-9]{1,10}");

  private static final Set<String> ROW_KEYS =
      Set.of(
          "src",
          "src_sha256",
          "src_size_bytes",
          "width",
          "height",
          "framerate",
          "duration_s",
          "pix_fmt",
          "encoder_upstream",
          "mos",
          "mos_std_dev",
          "n_ratings",
          "corpus",
          "corpus_version",
          "ingested_at_utc");

  private final List<String> problems = new ArrayList<>();

  private DeclarationReader() {}

  /**
   * Reads a declaration.
   *
   * @param file what the text is called in messages
   * @throws BadDeclarationException with all that is wrong in it
   */
  static Corpus read(String text, String file, boolean builtIn) throws BadDeclarationException {
    DeclarationReader reader = new DeclarationReader();
    if (text.getBytes(UTF_8).length > LONGEST) {
      throw new BadDeclarationException(
          file, List.of("1: a declaration has at most " + LONGEST + " bytes"));
    }
    Optional<Corpus> corpus = reader.corpus(text, builtIn);
    if (corpus.isEmpty() || !reader.problems.isEmpty()) {
      reader.problems.sort(
          Comparator.comparingInt(
              problem -> Integer.parseInt(problem.substring(0, problem.indexOf(':')))));
      throw new BadDeclarationException(file, reader.problems);
    }
    return corpus.get();
  }

  private Optional<Corpus> corpus(String text, boolean builtIn) {
    YamlNode root;
    try {
      YamlDocument document = YamlDocument.read(text);
      document.problems().forEach(problem -> problems.add(problem.line() + ": " + problem.what()));
      root = document.root();
    } catch (BadYamlException e) {
      problems.add(e.line() + ": this is not YAML: " + e.getMessage());
      return Optional.empty();
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    if (!(root instanceof YamlNode.Keys keys)) {
      problems.add("1: a declaration consists of keys with values, not " + root.what());
      return Optional.empty();
    }
    KeyValues top = new KeyValues(keys, "", problems);
    String id = top.required("id", "the name of the corpus in runs and rows");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      top.problem(
          "id",
          "use lower-case letters, digits, '.', '_' and '-', starting with a letter or digit");
    }
    Corpus.Release release = release(top);
    Corpus.About about =
        new Corpus.About(
            top.text("title"), top.text("source"), top.text("licence"), top.text("citation"));
    RowGuard guard = guard(top.section("guard"));
    Scales scales = scales(top);
    ClipNaming naming = naming(top.section("names"));
    List<ExtraColumn> extras = extras(top);
    List<CellTemplate> urls = top.templates("urls");
    Optional<ColumnAliases> columns =
        top.has("columns")
            ? LayoutReader.columns(top.section("columns"), naming)
            : Optional.empty();
    List<Layout> layouts = new ArrayList<>();
    for (KeyValues section : top.sections("layouts")) {
      LayoutReader.layout(section, columns, naming).ifPresent(layouts::add);
    }
    if (!top.has("layouts") || (layouts.isEmpty() && problems.isEmpty())) {
      top.problem("layouts", "it is missing: which tables the corpus has");
    }
    top.end();
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Corpus(
            id,
            release,
            about,
            guard,
            scales,
            naming,
            new Corpus.Tables(layouts, urls, extras),
            new Declaration(text, builtIn)));
  }

  private static Corpus.Release release(KeyValues top) {
    String version = top.required("version", "the release written into each row");
    String output = top.required("output", "the default output's file name");
    if (!output.isEmpty() && !OUTPUT.matcher(output).matches()) {
      top.problem(
          "output",
          "expected a plain file name that ends in .jsonl, not '" + Text.printable(output) + "'");
    }
    return new Corpus.Release(version, output);
  }

  private static RowGuard guard(KeyValues section) {
    OptionalInt floor = section.count("floor");
    OptionalInt ceiling = section.count("ceiling");
    String hint = section.text("hint");
    section.end();
    if (ceiling.isPresent() && ceiling.getAsInt() < floor.orElse(0)) {
      section.problem("ceiling", "it is below the floor of " + floor.orElse(0));
      ceiling = OptionalInt.empty();
    }
    return new RowGuard(floor.orElse(0), ceiling, hint);
  }

  private static Scales scales(KeyValues top) {
    if (!top.has("scale")) {
      top.problem("scale", "it is missing: lowest and highest, the scores that there can be");
    }
    KeyValues section = top.section("scale");
    Optional<MosScale> tables = scale(section);
    String name = section.text("name");
    section.end();
    Optional<MosScale> mapped = Optional.empty();
    if (top.has("mapped_to")) {
      KeyValues to = top.section("mapped_to");
      mapped = scale(to);
      to.end();
    }
    MosScale of = tables.orElse(MosScale.ACR_5);
    MosScale rows = mapped.orElse(of);
    return new Scales(
        of, mapped, name.isEmpty() ? plain(rows.lowest()) + "-" + plain(rows.highest()) : name);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static Optional<MosScale> scale(KeyValues section) {
    OptionalDouble lowest = section.number("lowest");
    OptionalDouble highest = section.number("highest");
    if (lowest.isEmpty() || highest.isEmpty()) {
      if (!section.has("lowest") || !section.has("highest")) {
        section.problem("lowest", "lowest and highest are required");
      }
      return Optional.empty();
    }
    if (!(lowest.getAsDouble() < highest.getAsDouble())) {
      section.problem("highest", "it must be more than the lowest");
      return Optional.empty();
    }
    return Optional.of(new MosScale(lowest.getAsDouble(), highest.getAsDouble()));
  }

  private static ClipNaming naming(KeyValues section) {
    List<String> suffixes = section.texts("suffixes", List.of(".mp4"));
    if (suffixes.isEmpty()
        || !suffixes.stream().allMatch(suffix -> SUFFIX.matcher(suffix).matches())) {
      section.problem("suffixes", "expected extensions such as .mp4");
      suffixes = List.of(".mp4");
    }
    boolean numericIds = section.flag("numeric_ids");
    boolean search = section.flag("search");
    List<CellTemplate> composed = section.templates("composed");
    if (composed.size() > 1) {
      section.problem("composed", "expected a single text");
    }
    ClipNaming naming =
        new ClipNaming(
            suffixes,
            numericIds,
            search,
            composed.stream().findFirst(),
            section.pattern("parts"),
            section.pattern("source"),
            section.pattern("looks"));
    section.end();
    return naming;
  }

  private static List<ExtraColumn> extras(KeyValues top) {
    List<ExtraColumn> extras = new ArrayList<>();
    for (KeyValues section : top.sections("extras")) {
      String key = section.required("key", "its key in the rows");
      if (!key.isEmpty() && !KEY.matcher(key).matches()) {
        section.problem("key", "use lower-case letters, digits and '_'");
      }
      if (ROW_KEYS.contains(key) || extras.stream().anyMatch(extra -> extra.key().equals(key))) {
        section.problem("key", "rows have that key already");
      }
      String kind = section.text("type").toUpperCase(Locale.ROOT);
      ExtraColumn.Kind type = ExtraColumn.Kind.TEXT;
      try {
        type = kind.isEmpty() ? type : ExtraColumn.Kind.valueOf(kind);
      } catch (IllegalArgumentException e) {
        section.problem("type", "expected text, number or integer");
      }
      List<String> columns = LayoutReader.headers(section, "columns");
      if (columns.isEmpty()) {
        section.problem("columns", "it is missing: the headers that it may have");
        columns = List.of("x");
      }
      section.end();
      extras.add(new ExtraColumn(key, type, columns));
    }
    return extras;
  }
}
