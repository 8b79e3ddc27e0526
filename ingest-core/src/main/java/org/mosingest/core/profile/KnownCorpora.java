package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Text;

/** The corpora that this program brings, and the reading of a declaration of one's own. */
public final class KnownCorpora {

  /** Names the built-in declarations, one a line; the first is the one that is meant if none is. */
  private static final String LIST = "corpora.txt";

  private static final Map<String, Corpus> KNOWN = builtIn();

  private KnownCorpora() {}

  private static Map<String, Corpus> builtIn() {
    Map<String, Corpus> known = new LinkedHashMap<>();
    for (String name : resource(LIST).lines().toList()) {
      try {
        Corpus corpus = DeclarationReader.read(resource(name), name, true);
        known.put(corpus.id(), corpus);
      } catch (BadDeclarationException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
    return known;
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
    return KNOWN.values().iterator().next();
  }

  /** All of them, the standard one first. */
  public static List<Corpus> all() {
    return List.copyOf(KNOWN.values());
  }

  /** The corpus of that id, if there is one. */
  public static Optional<Corpus> byId(String id) {
    return Optional.ofNullable(KNOWN.get(id));
  }

  /** The ids of all, sorted. */
  public static List<String> ids() {
    return KNOWN.keySet().stream().sorted().toList();
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
      return declared(Files.readString(file), shown);
    } catch (CharacterCodingException e) {
      throw new BadDeclarationException(shown, List.of("1: the file is not UTF-8"));
    }
  }
}
