package org.mosingest.transfer.reach;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Header fields that a host is sent with each request, and no other host. Immutable. */
final class HostFields {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(\\[[0-9a-fA-F:.]+]|[^:\\s]+)\\s*:\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*:\\s*([\\x20-\\x7e]*?)\\s*");

  /** They would make another request of it, or its reply unreadable. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "range",
          "if-range",
          "accept-encoding",
          "connection",
          "content-length",
          "transfer-encoding",
          "te",
          "upgrade",
          "user-agent",
          "proxy-authorization");

  private final Map<String, Map<String, String>> byHost = new HashMap<>();

  private HostFields() {}

  /**
   * Reads fields.
   *
   * @param texts each {@code HOST: NAME: VALUE}, or {@code @FILE} with a line for each
   * @throws IllegalArgumentException if one is no such field, or a file cannot be read, or others
   *     can read it; the message holds no value
   */
  static HostFields of(List<String> texts) {
    HostFields fields = new HostFields();
    for (String text : texts) {
      if (text.startsWith("@")) {
        Path file = Path.of(text.substring(1));
        lines(file).forEach(line -> fields.add(line, " in " + file));
      } else {
        fields.add(text, "");
      }
    }
    return fields;
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    for (String line : Splitter.onPattern("\\R").split(PrivateFile.read("header file", file))) {
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void add(String text, String where) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a header field" + where + " is not of the form 'HOST: NAME: VALUE'");
    }
    String host = form.group(1).toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    String name = form.group(2);
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the header field " + name + where + " is set by this program itself");
    }
    byHost.computeIfAbsent(host, _ -> new LinkedHashMap<>()).put(name, form.group(3));
  }

  /** The fields for a host. */
  Map<String, String> of(String host) {
    return byHost.getOrDefault(host, Map.of());
  }
}
