package org.mosingest.core.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where an archive is. */
record ArchiveType() implements OptionType<ArchivePlace> {

  private static final String WANTED = "an http or https URL, or a file";

  @Override
  public String label() {
    return "URL_OR_FILE";
  }

  @Override
  public ArchivePlace ofText(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      return new ArchivePlace.Remote(checked(text));
    }
    try {
      if (!text.isBlank() && !lower.matches("[a-z][a-z0-9+.-]+://.*")) {
        return new ArchivePlace.Local(Path.of(text));
      }
    } catch (InvalidPathException e) {
      // Said below, as for an empty one.
    }
    throw Misfit.of(WANTED, text);
  }

  /** What stands here is kept and shown. */
  private static String checked(String url) {
    try {
      if (new URI(url).getRawUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw Misfit.of(WANTED, url.replaceFirst("//.*@", "//"));
    }
    throw new IllegalArgumentException(
        "an archive's URL must not contain a user name or password: give them in a netrc file or a header when you start the program");
  }

  @Override
  public Optional<ArchivePlace> ofJson(JsonNode json) {
    return Optional.of(ofText(Misfit.string(json)));
  }

  @Override
  public Object plain(ArchivePlace value) {
    return value.text();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string");
  }
}
