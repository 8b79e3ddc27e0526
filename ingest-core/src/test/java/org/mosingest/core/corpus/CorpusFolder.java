package org.mosingest.core.corpus;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.ManifestRow;
import org.slf4j.LoggerFactory;

/** A corpus folder made for one test, and what was logged while it was read. */
final class CorpusFolder implements AutoCloseable {

  private final Path folder;
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.mosingest.core.corpus");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  CorpusFolder(Path folder) {
    this.folder = folder;
    logger.setAdditive(false);
    appender.start();
    logger.addAppender(appender);
  }

  CorpusFolder with(String file, String content) {
    return with(file, content.getBytes(StandardCharsets.UTF_8));
  }

  CorpusFolder with(String file, byte[] content) {
    try {
      Files.write(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path path(String file) {
    return folder.resolve(file);
  }

  ManifestRequest request() {
    return new ManifestRequest(
        KnownCorpora.standard(), folder, Optional.empty(), "clips", 0, OptionalInt.empty());
  }

  ManifestRequest request(int minRows) {
    return new ManifestRequest(
        KnownCorpora.standard(), folder, Optional.empty(), "clips", minRows, OptionalInt.empty());
  }

  ManifestRequest capped(int maxRows) {
    return new ManifestRequest(
        KnownCorpora.standard(), folder, Optional.empty(), "clips", 0, OptionalInt.of(maxRows));
  }

  ManifestRequest explicit(Path csv) {
    return new ManifestRequest(
        KnownCorpora.standard(), folder, Optional.of(csv), "clips", 0, OptionalInt.empty());
  }

  /** Reads the folder without a floor. */
  Manifest read() throws BadCorpusException, IOException {
    return ManifestReader.read(request());
  }

  /** Reads {@code manifest.csv} of this content. */
  Manifest read(String manifest) throws BadCorpusException, IOException {
    return with("manifest.csv", manifest).read();
  }

  /** Reads the only row of {@code manifest.csv}. */
  ManifestRow only(String manifest) throws BadCorpusException, IOException {
    List<ManifestRow> rows = read(manifest).rows();
    if (rows.size() != 1) {
      throw new AssertionError("not one row: " + rows + " " + warnings());
    }
    return rows.getFirst();
  }

  List<String> warnings() {
    return appender.list.stream()
        .filter(event -> event.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }
}
