package org.mosingest.transfer.reach;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Credentials;

/**
 * The logins of a netrc file, as curl and ftp(1) read it: {@code machine HOST login NAME password
 * SECRET}, and {@code default} for hosts that it does not name. Immutable.
 */
final class Netrc {

  /** A login as an {@code Authorization} field (RFC 7617). */
  private record Entry(String login, String password) {
    String field() {
      return Credentials.basic(login, password, UTF_8);
    }
  }

  /**
   * A word, or one in quotes, in which a backslash keeps what follows. Nothing repeated is given
   * back, here and below, or the stack would grow with the file.
   */
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|(\\S+)");

  /** A macro ends at an empty line; comments at the line's end. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("(?m)^\\s*#.*$|^\\s*macdef\\b(?:.*\\R(?=\\S))*+.*$");

  private final Map<String, Entry> byHost = new HashMap<>();
  private Optional<Entry> fallback = Optional.empty();

  private Netrc() {}

  /** A file without a login. */
  static Netrc none() {
    return new Netrc();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read, others can read it, or it is no netrc
   */
  static Netrc read(Path file) {
    Netrc netrc = new Netrc();
    Matcher words =
        WORD.matcher(LEFT_OUT.matcher(PrivateFile.read("netrc file", file)).replaceAll(""));
    Iterator<String> all =
        words
            .results()
            .map(
                word ->
                    word.group(1) == null
                        ? word.group(2)
                        : word.group(1).replaceAll("\\\\(.)", "$1"))
            .iterator();
    Optional<String> host = Optional.empty();
    boolean begun = false;
    String login = "";
    String password = "";
    while (all.hasNext()) {
      String key = all.next();
      if (key.equals("machine") || key.equals("default")) {
        netrc.add(begun, host, login, password);
        begun = true;
        login = "";
        password = "";
        host = key.equals("machine") ? Optional.of(value(all, file)) : Optional.empty();
      } else {
        String value = value(all, file);
        switch (key) {
          case "login" -> login = value;
          case "password" -> password = value;
          case "account" -> {}
          // The word may be a part of a password, so that it is not shown.
          default -> throw malformed(file);
        }
      }
    }
    netrc.add(begun, host, login, password);
    return netrc;
  }

  private static String value(Iterator<String> words, Path file) {
    if (!words.hasNext()) {
      throw malformed(file);
    }
    return words.next();
  }

  private static IllegalArgumentException malformed(Path file) {
    return new IllegalArgumentException(
        "the netrc file " + file + " is not of the form 'machine HOST login NAME password SECRET'");
  }

  private void add(boolean begun, Optional<String> host, String login, String password) {
    if (!begun) {
      return;
    }
    Entry entry = new Entry(login, password);
    if (host.isPresent()) {
      byHost.putIfAbsent(host.get().toLowerCase(Locale.ROOT), entry);
    } else if (fallback.isEmpty()) {
      fallback = Optional.of(entry);
    }
  }

  /**
   * The {@code Authorization} for a host.
   *
   * @param named whether only a host that the file names gets one
   */
  Optional<String> authorization(String host, boolean named) {
    Optional<Entry> own = Optional.ofNullable(byHost.get(host));
    return (own.isPresent() || named ? own : fallback).map(Entry::field);
  }
}
