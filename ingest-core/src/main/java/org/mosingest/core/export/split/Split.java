package org.mosingest.core.export.split;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosingest.core.row.Text;

/** Into which parts the rows go. */
public sealed interface Split {

  /** The most parts there may be. */
  int MOST_PARTS = 100;

  /** All in one. */
  record Whole() implements Split {}

  /** By the corpus's own two parts: {@code train} is the first, {@code test} the second. */
  record ByCorpusPart() implements Split {
    /** The names of the two. */
    public static final List<String> PARTS = List.of("train", "test");
  }

  /**
   * Drawn by chance, each part its share.
   *
   * @param parts two or more, whose shares add up to 1
   */
  record Drawn(List<Part> parts) implements Split {
    private static final double TOLERANCE = 1e-9;

    public Drawn {
      parts = List.copyOf(parts);
      Set<String> names = new HashSet<>();
      double sum = 0;
      for (Part part : parts) {
        sum += part.share();
        if (!names.add(part.name())) {
          throw new IllegalArgumentException("two parts are called '" + part.name() + "'");
        }
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        throw new IllegalArgumentException("the shares add up to " + sum + ", not to 1");
      }
      if (parts.size() < 2 || parts.size() > MOST_PARTS) {
        throw new IllegalArgumentException(
            "a split has 2 to " + MOST_PARTS + " parts, not " + parts.size());
      }
    }
  }

  /**
   * A part.
   *
   * @param name small letters, digits, {@code -} and {@code _}
   * @param share its share of the rows, above 0 and below 1
   */
  record Part(String name, double share) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    public Part {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a part's name may only have lower-case letters, digits, - and _, not '"
                + Text.printable(name)
                + "'");
      }
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("the share of '" + name + "' is not between 0 and 1");
      }
    }
  }

  /**
   * Reads a split: {@code a-b}, {@code train=0.8,val=0.1,test=0.1} or {@code kfold=10}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Split parse(String text) {
    if (text.equals("a-b")) {
      return new ByCorpusPart();
    }
    String folds = "kfold=";
    if (text.startsWith(folds)) {
      int count = (int) number(text.substring(folds.length()), text);
      if (count < 2 || count > MOST_PARTS) {
        throw new IllegalArgumentException("there can be 2 to " + MOST_PARTS + " folds");
      }
      return new Drawn(
          IntStream.range(0, count).mapToObj(i -> new Part("fold" + i, 1.0 / count)).toList());
    }
    List<Part> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw unreadable(text);
      }
      parts.add(new Part(part.substring(0, equals), number(part.substring(equals + 1), text)));
    }
    return new Drawn(parts);
  }

  private static double number(String digits, String text) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'"
            + Text.printable(text)
            + "' is not a split: give a-b, shares such as train=0.8,val=0.1,test=0.1, or kfold=10");
  }
}
