package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.paths.SmallFile;
import org.mosingest.core.row.Text;

/** The corpora that this program brings, and the reading of a declaration of one's own. */
public final class KnownCorpora {

  /** Names the built-in declarations, one a line; the first is the one that is meant if none is. */
  private static final String LIST = "corpora.txt";

  private static final String SUFFIX = ".yaml";

  /** Their ids, which the files are named by: to know them no declaration needs to be read. */
  private static final ImmutableList<String> IDS =
      resource(LIST)
          .lines()
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(ImmutableList.toImmutableList());

  /** Those that somebody has asked for. */
  private static final Map<String, Corpus> READ = new ConcurrentHashMap<>();

  private KnownCorpora() {}

  private static Corpus builtIn(String id) {
    String name = id + SUFFIX;
    try {
      Corpus corpus = DeclarationReader.read(resource(name), name, true);
      if (!corpus.id().equals(id)) {
        throw new IllegalStateException(name + " declares " + corpus.id());
      }
      return corpus;
    } catch (BadDeclarationException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = KnownCorpora.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one that is meant where none is named. */
  public static Corpus standard() {
    return read(IDS.getFirst());
  }

  /** All of them, the standard one first. */
  public static List<Corpus> all() {
    return IDS.stream().map(KnownCorpora::read).toList();
  }

  /** The corpus of that id, if there is one. */
  public static Optional<Corpus> byId(String id) {
    return IDS.contains(id) ? Optional.of(read(id)) : Optional.empty();
  }

  /** The ids of all, sorted. */
  public static List<String> ids() {
    return IDS.stream().sorted().toList();
  }

  private static Corpus read(String id) {
    return READ.computeIfAbsent(id, KnownCorpora::builtIn);
  }

  /**
   * A corpus by its declaration.
   *
   * @param text YAML
   * @param name what the text is called in messages
   * @throws BadDeclarationException with all that is wrong in it
   */
  public static Corpus declared(String text, String name) throws BadDeclarationException {
    return DeclarationReader.read(text, name, false);
  }

  /**
   * A corpus by a file that declares it.
   *
   * @throws BadDeclarationException with all that is wrong in it
   * @throws IOException if it cannot be read
   */
  public static Corpus declared(Path file) throws BadDeclarationException, IOException {
    String shown = Text.printable(file.toString());
    try {
      return declared(SmallFile.text(file, DeclarationReader.LONGEST), shown);
    } catch (CharacterCodingException e) {
      throw new BadDeclarationException(shown, List.of("1: the file is not UTF-8"));
    }
  }
}
