package org.mosingest.core.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What declarations say of their corpora, as documents for programs: keys in snake_case. */
public final class CorpusDocument {

  private CorpusDocument() {}

  /** All that can be read without a declaration of one's own. */
  public static Map<String, Object> all() {
    return Map.of("corpora", KnownCorpora.all().stream().map(CorpusDocument::of).toList());
  }

  /** One corpus; null stands where it has no such bound or scale. */
  public static Map<String, @Nullable Object> of(Corpus corpus) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", corpus.id());
    document.put("title", corpus.about().title());
    document.put("source", corpus.about().source());
    document.put("licence", corpus.about().licence());
    document.put("citation", corpus.about().citation());
    document.put("version", corpus.defaultVersion());
    document.put("output", corpus.outputName());
    document.put("default_dir", corpus.defaultFolder().toString());
    document.put("floor", corpus.guard().floor());
    document.put(
        "ceiling",
        corpus.guard().ceiling().isPresent() ? corpus.guard().ceiling().getAsInt() : null);
    document.put("mos_lowest", corpus.scales().ofTables().lowest());
    document.put("mos_highest", corpus.scales().ofTables().highest());
    document.put("mapped_lowest", corpus.scales().mapped().map(MosScale::lowest).orElse(null));
    document.put("mapped_highest", corpus.scales().mapped().map(MosScale::highest).orElse(null));
    document.put("scale", corpus.scales().name());
    document.put("extra_keys", corpus.tables().extras().stream().map(ExtraColumn::key).toList());
    document.put(
        "tables",
        corpus.tables().layouts().stream()
            .flatMap(layout -> layout.tables().stream())
            .flatMap(table -> table.files().stream())
            .distinct()
            .toList());
    document.put("declaration_sha256", corpus.declaration().sha256().hex());
    return document;
  }
}
