package org.mosingest.daemon.verify;

/** What holding a clip against a row's hash and size comes to. */
sealed interface ClipVerdict {

  /** Whether the clip has the bytes that the row says. */
  default boolean fine() {
    return switch (this) {
      case Known() -> true;
      case Same() -> true;
      case Other _, Absent _, Unreadable _ -> false;
    };
  }

  /** The same bytes, by what is known of the untouched file. */
  record Known() implements ClipVerdict {}

  /** The same bytes, read and hashed. */
  record Same() implements ClipVerdict {}

  /** Other bytes. */
  record Other(String why) implements ClipVerdict {}

  /** No file. */
  record Absent(String why) implements ClipVerdict {}

  /** Something else than a file, or one that cannot be read. */
  record Unreadable(String why) implements ClipVerdict {}
}
