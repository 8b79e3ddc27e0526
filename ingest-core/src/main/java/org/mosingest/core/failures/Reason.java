package org.mosingest.core.failures;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a clip could not be had or is of no use: a fixed word, then perhaps a colon and details, as
 * in {@code truncated: 12 of 40 bytes}. Made once, where the failure arises; {@link #parse}
 * understands what a file holds.
 *
 * @param word the fixed word
 * @param text the whole, as files and the API have it
 */
public record Reason(ReasonWord word, String text) {

  private static final String SEPARATOR = ": ";

  /** How the details of {@link ReasonWord#BAD_REDIRECT} begin; those of a bad URL never do. */
  private static final String REDIRECT_TO = "redirect to ";

  private static final Pattern STATUS = Pattern.compile("http-[1-5][0-9]{2}");
  private static final Pattern CURL =
      Pattern.compile("curl-rc=(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])");
  private static final Set<String> TOO_MANY = Set.of("http-429", "http-420");
  private static final Map<String, ReasonWord> FIXED = fixed();

  /**
   * ffprobe ended by itself and refused the clip. Any other status is a signal's, or not its own.
   */
  private static final Pattern FFPROBE_SAYS_SO =
      Pattern.compile("ffprobe-failed: rc=1(:[\\s\\S]*)?");

  /**
   * What ffprobe says when the machine is short of something or a disk fails: the words of the C
   * library.
   */
  private static final List<String> WORDS_OF_THE_MACHINE =
      List.of(
          "Cannot allocate memory",
          "Too many open files",
          "Input/output error",
          "Resource temporarily unavailable",
          "Permission denied",
          "Operation not permitted",
          "No such file or directory",
          "Stale file handle",
          "Interrupted system call",
          "No space left on device",
          "Transport endpoint is not connected");

  private static Map<String, ReasonWord> fixed() {
    Map<String, ReasonWord> words = new HashMap<>();
    for (ReasonWord word : ReasonWord.values()) {
      // Of two of the same text the last: bad-url is the manifest's, ffprobe-failed the content's.
      words.put(word.text(), word);
    }
    return Map.copyOf(words);
  }

  public Reason {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a reason without a word");
    }
  }

  /** A word and nothing more. */
  public static Reason of(ReasonWord word) {
    return new Reason(word, word.text());
  }

  /**
   * A word with details.
   *
   * @param details printable
   */
  public static Reason of(ReasonWord word, String details) {
    return new Reason(word, word.text() + SEPARATOR + details);
  }

  /** A status that brings no clip. */
  public static Reason status(int status) {
    return new Reason(ReasonWord.HTTP_STATUS, ReasonWord.HTTP_STATUS.text() + status);
  }

  /** As {@link #status(int)}, with details. */
  public static Reason status(int status, String details) {
    return new Reason(ReasonWord.HTTP_STATUS, status(status).text() + SEPARATOR + details);
  }

  /**
   * A status of curl's.
   *
   * @param details what curl said, printable; it may be nothing
   */
  public static Reason curl(int exit, String details) {
    ReasonWord word = exit == 22 ? ReasonWord.CURL_REFUSED : ReasonWord.CURL_EXIT;
    return new Reason(word, ReasonWord.CURL_EXIT.text() + exit + SEPARATOR + details);
  }

  /**
   * A redirect to what is no http or https URL.
   *
   * @param location printable, without a password
   */
  public static Reason badRedirect(String location) {
    return Reason.of(ReasonWord.BAD_REDIRECT, REDIRECT_TO + location);
  }

  /**
   * What ffprobe ended with other than 0.
   *
   * @param details what it said, printable; nothing if empty
   */
  public static Reason ffprobe(int status, String details) {
    return parse(
        ReasonWord.FFPROBE_FAILED.text()
            + SEPARATOR
            + "rc="
            + status
            + (details.isEmpty() ? "" : SEPARATOR + details));
  }

  /** The reason that a file holds. What starts with no word of ours is {@link ReasonWord#OTHER}. */
  public static Reason parse(String text) {
    String shown = text.isEmpty() ? ReasonWord.OTHER.text() : text;
    return new Reason(wordOf(shown), shown);
  }

  private static ReasonWord wordOf(String text) {
    String start = start(text);
    ReasonWord fixed = FIXED.get(start);
    if (fixed == ReasonWord.BAD_URL && text.startsWith(start + SEPARATOR + REDIRECT_TO)) {
      return ReasonWord.BAD_REDIRECT;
    }
    if (fixed == ReasonWord.FFPROBE_FAILED) {
      return FFPROBE_SAYS_SO.matches(text)
              && WORDS_OF_THE_MACHINE.stream().noneMatch(text::contains)
          ? fixed
          : ReasonWord.FFPROBE_DISTURBED;
    }
    if (fixed != null) {
      return fixed;
    }
    if (STATUS.matches(start)) {
      return ReasonWord.HTTP_STATUS;
    }
    return CURL.matches(start) ? ReasonWord.CURL_EXIT : ReasonWord.OTHER;
  }

  private static String start(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** What it is about. */
  public ReasonKind kind() {
    return word.kind();
  }

  /** Whether a server says that it is asked too much: 429 (RFC 6585), and 420 with some. */
  public boolean isTooMany() {
    return word == ReasonWord.HTTP_STATUS && TOO_MANY.contains(start());
  }

  /** What the text starts with, a number included: {@code http-404}. */
  public String start() {
    return start(text);
  }

  /**
   * The fixed word with its number as a label: what a server or a hand made up never becomes one,
   * so that labels stay few for ever.
   */
  public String label() {
    return word == ReasonWord.OTHER ? word.text() : start();
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
