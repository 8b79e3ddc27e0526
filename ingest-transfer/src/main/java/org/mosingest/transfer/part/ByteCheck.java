package org.mosingest.transfer.part;

import java.util.List;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;

/**
 * What is asked of a clip's bytes before they become the clip: it sees them all, in order, as they
 * pass, and is asked once the last has. One for each download, used by one thread at a time.
 */
public interface ByteCheck {

  /** Takes any bytes for the clip's. */
  ByteCheck NONE =
      new ByteCheck() {
        @Override
        public void restart() {
          // It has seen nothing.
        }

        @Override
        public void pass(byte[] bytes, int count) {
          // Any will do.
        }

        @Override
        public Optional<Reason> refusal(ClipContent content) {
          return Optional.empty();
        }
      };

  /** What has passed so far is void: the clip's first byte comes next. */
  void restart();

  /** The next bytes, the first {@code count} of the array; they are the caller's again after it. */
  void pass(byte[] bytes, int count);

  /**
   * All bytes have passed. Called once after the last of them, perhaps again after {@link
   * #restart}.
   *
   * @param content their hash and number
   * @return why they are not the clip; empty if they are
   */
  Optional<Reason> refusal(ClipContent content);

  /** All of these; the first that refuses decides. */
  static ByteCheck all(List<ByteCheck> checks) {
    List<ByteCheck> every = List.copyOf(checks);
    return new ByteCheck() {
      @Override
      public void restart() {
        every.forEach(ByteCheck::restart);
      }

      @Override
      public void pass(byte[] bytes, int count) {
        every.forEach(check -> check.pass(bytes, count));
      }

      @Override
      public Optional<Reason> refusal(ClipContent content) {
        return every.stream().flatMap(check -> check.refusal(content).stream()).findFirst();
      }
    };
  }
}
