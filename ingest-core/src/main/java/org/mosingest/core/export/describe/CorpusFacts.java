package org.mosingest.core.export.describe;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.profile.Corpus;

/** What a corpus's declaration tells to readers, taken apart for machines. */
final class CorpusFacts {

  private static final Pattern WEB_PAGE = Pattern.compile("https?://[^\\s;,()]+");
  private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)[0-9]{2}\\b");
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile("CC (BY(?:-NC)?(?:-SA|-ND)?) ([0-9]\\.[0-9])");

  private CorpusFacts() {}

  /** The page of the corpus; a name of its own where its source is none. */
  static String url(Corpus corpus) {
    return page(corpus).orElse("urn:mos-ingest:corpus:" + percentEncoded(corpus.id()));
  }

  private static Optional<String> page(Corpus corpus) {
    Matcher page = WEB_PAGE.matcher(corpus.about().source());
    return page.find() ? Optional.of(page.group()) : Optional.empty();
  }

  /** The licence's own page where it is one of the public ones, else what is said of it. */
  static Object licence(Corpus corpus) {
    Optional<CreativeCommons> known = creativeCommons(corpus);
    if (known.isPresent()) {
      return "https://creativecommons.org/licenses/"
          + known.get().kind().toLowerCase(Locale.ROOT)
          + "/"
          + known.get().version()
          + "/";
    }
    Map<String, Object> work = new LinkedHashMap<>();
    work.put("@type", "sc:CreativeWork");
    work.put("name", licenceName(corpus));
    work.put("url", url(corpus));
    return work;
  }

  /** What is said of the licence. */
  static String licenceName(Corpus corpus) {
    String said = corpus.about().licence();
    return said.isBlank() ? "not stated by the distributor" : said;
  }

  /**
   * A public licence.
   *
   * @param kind such as {@code BY-NC}
   * @param version such as {@code 4.0}
   */
  record CreativeCommons(String kind, String version) {}

  /** Kind and version of a Creative Commons licence, where the declaration names just one. */
  static Optional<CreativeCommons> creativeCommons(Corpus corpus) {
    Matcher known = CREATIVE_COMMONS.matcher(corpus.about().licence());
    return known.matches()
        ? Optional.of(new CreativeCommons(known.group(1), known.group(2)))
        : Optional.empty();
  }

  /** Who made the corpus: the authors of the publication, else the corpus under its title. */
  static List<Map<String, Object>> creators(Corpus corpus) {
    String citation = corpus.about().citation();
    int colon = citation.indexOf(": ");
    Map<String, Object> creator = new LinkedHashMap<>();
    creator.put("@type", "sc:Organization");
    creator.put("name", colon > 0 ? citation.substring(0, colon) : corpus.about().title());
    return List.of(creator);
  }

  /** The year of the publication, else of the newest row. */
  static String published(Corpus corpus, Instant newest) {
    return lastYear(corpus.about().citation())
        .or(() -> lastYear(corpus.about().title()))
        .orElseGet(() -> newest.atZone(ZoneOffset.UTC).toLocalDate().toString());
  }

  private static Optional<String> lastYear(String text) {
    return YEAR.matcher(text).results().map(found -> found.group()).reduce((_, last) -> last);
  }

  /** A text as a segment of a URL's path. */
  static String percentEncoded(String segment) {
    try {
      return new URI(null, null, "/" + segment, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
