package org.mosingest.core.state;

import org.mosingest.core.packed.PackedTexts;

/**
 * Different states, numbered from 0 in the order in which they were added. A reason may quote what
 * a server said of one clip alone, so that there may be as many as clips: they are kept as texts
 * off the heap. Not thread-safe.
 */
final class PackedStates {

  private static final char DONE = 'd';
  private static final char FAILED = 'f';
  private static final char RETRIED = 'r';
  private static final char OTHER = 'o';

  private final PackedTexts texts = new PackedTexts();

  /** The last one that was asked for: most clips of a corpus have the same. */
  private int last = -1;

  private ClipState lastState = new ClipState.Done("");

  int size() {
    return texts.size();
  }

  /** The number of a state, which is added unless it was before. */
  int numberOf(ClipState state) {
    if (last >= 0 && lastState.equals(state)) {
      return last;
    }
    int number = texts.numberOf(text(state));
    last = number;
    lastState = state;
    return number;
  }

  /** The state of a number. */
  ClipState get(int number) {
    if (number != last) {
      lastState = state(texts.get(number));
      last = number;
    }
    return lastState;
  }

  private static String text(ClipState state) {
    return switch (state) {
      case ClipState.Done(String extras) -> DONE + extras;
      case ClipState.Failed(String reason, boolean retry, String extras) ->
          (retry ? RETRIED : FAILED) + joined(reason, extras);
      case ClipState.Other(String value, String extras) -> OTHER + joined(value, extras);
    };
  }

  private static ClipState state(String text) {
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case DONE -> new ClipState.Done(rest);
      case FAILED -> new ClipState.Failed(first(rest), false, second(rest));
      case RETRIED -> new ClipState.Failed(first(rest), true, second(rest));
      default -> new ClipState.Other(first(rest), second(rest));
    };
  }

  /** Two texts, either of which may hold any character, behind the length of the first. */
  private static String joined(String first, String second) {
    return first.length() + ":" + first + second;
  }

  private static String first(String joined) {
    int at = joined.indexOf(':') + 1;
    return joined.substring(at, at + length(joined));
  }

  private static String second(String joined) {
    return joined.substring(joined.indexOf(':') + 1 + length(joined));
  }

  private static int length(String joined) {
    return Integer.parseInt(joined, 0, joined.indexOf(':'), 10);
  }
}
