package org.mosingest.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;

/** A question that a person at the terminal answers with yes or no. */
public final class Question {

  private Question() {}

  /**
   * Asks on stderr; anything but a yes on stdin is a no.
   *
   * @param question ends with a question mark
   */
  public static boolean isAnsweredYes(String question, PrintWriter err) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      return false;
    }
  }
}
