package org.mosingest.cli.demo;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * The demo's printed page: 80 columns, colours only where they are wanted. Text is never taken for
 * markup.
 *
 * @param out where it goes
 * @param ansi whether with colours
 */
record DemoPage(PrintWriter out, Ansi ansi) {

  /** The first line. */
  void title(String title) {
    out.println(styled("bold", title));
  }

  /** Begins a part. */
  void step(int number, String title) {
    out.println();
    out.println(styled("fg(cyan),bold", Integer.toString(number)) + "  " + styled("bold", title));
  }

  /** Begins a part without a number. */
  void heading(String title) {
    out.println();
    out.println("   " + styled("bold", title));
  }

  /** A line of a part. */
  @FormatMethod
  void line(@FormatString String format, Object... arguments) {
    out.println("   " + String.format(Locale.ROOT, format, arguments));
  }

  /** A line that only explains. */
  @FormatMethod
  void note(@FormatString String format, Object... arguments) {
    out.println(
        "   " + styled("faint", String.format(Locale.ROOT, format, arguments).stripTrailing()));
  }

  /** A line that claims something, and whether it holds. */
  @FormatMethod
  void check(boolean holds, @FormatString String format, Object... arguments) {
    String mark = holds ? styled("fg(green),bold", "ok  ") : styled("fg(red),bold", "FAIL");
    out.println("   " + mark + "  " + String.format(Locale.ROOT, format, arguments));
  }

  /** A line that names something and says something of it. */
  @FormatMethod
  void named(String name, @FormatString String format, Object... arguments) {
    out.println(
        "   "
            + styled("fg(cyan)", String.format("%-12s", name))
            + String.format(Locale.ROOT, format, arguments));
  }

  /** Something to type. */
  void command(String command, String what) {
    out.println("   " + styled("fg(cyan)", command));
    note("  %s", what);
  }

  private String styled(String style, String text) {
    // Not parsed: a file's name may hold what looks like markup. Ended by a reset, since what
    // picocli takes for the end of
    // bold is a double underline to many terminals.
    return ansi.enabled()
        ? Ansi.Style.on(Ansi.Style.parse(style)) + text + Ansi.Style.reset.on()
        : text;
  }
}
