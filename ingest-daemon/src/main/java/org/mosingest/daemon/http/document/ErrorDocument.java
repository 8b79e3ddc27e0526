package org.mosingest.daemon.http.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.node.ArrayNode;

/** The body of every answer that is no success. */
record ErrorDocument(Problem error) {

  /**
   * What went wrong.
   *
   * @param code a fixed word for programs
   * @param message what was tried and why it failed
   * @param messageParts its parts, where it names options
   * @param hint what to do about it
   * @param hintParts its parts, where it names options
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Problem(
      String code,
      String message,
      @Nullable ArrayNode messageParts,
      String hint,
      @Nullable ArrayNode hintParts) {}

  static ErrorDocument of(String code, Wording message, Wording hint) {
    return new ErrorDocument(
        new Problem(
            code,
            message.text(),
            WordingJson.parts(message),
            hint.text(),
            WordingJson.parts(hint)));
  }
}
