package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.transfer.http.HttpWire;

/** The head of a reply as a fuzzer wrote it: a status, then a field a line. */
record ToldHead(int status, List<Map.Entry<String, String>> fields) implements HttpWire.Reply {

  private static final int LOWEST = 100;

  static ToldHead read(byte[] input) {
    String[] lines = new String(input, ISO_8859_1).split("\n", -1);
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.add(Map.entry(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
      }
    }
    return new ToldHead(status(lines[0]), fields);
  }

  private static int status(String line) {
    return line.matches("[1-9][0-9]{2}")
        ? Integer.parseInt(line)
        : LOWEST + Math.floorMod(line.hashCode(), 900);
  }

  @Override
  public Optional<String> header(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .reduce((a, b) -> b);
  }

  @Override
  public List<String> headers(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public boolean isFramed() {
    return true;
  }

  @Override
  public int read(byte[] buffer, int from) {
    return -1;
  }

  @Override
  public void close() {}
}
