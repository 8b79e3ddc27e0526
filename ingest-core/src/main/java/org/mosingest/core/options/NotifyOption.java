package org.mosingest.core.options;

import java.nio.file.Path;
import java.util.List;

/** Whom a service tells how runs end: start options of {@code daemon} alone. */
public final class NotifyOption {

  public static final Option<String> NOTIFY =
      option(
              "notify",
              OptionTypes.text("URL"),
              "POST a JSON document to this http or https URL when a run ends or stalls; tried up to five times")
          .hiding(SecretPart.ADDRESS);

  public static final Option<Path> NOTIFY_SECRET =
      option(
          "notify-secret",
          OptionTypes.path("FILE"),
          "File with a secret that signs what --notify sends: X-Ingest-Signature-256 is its HMAC-SHA-256");

  public static final Option<Path> NOTIFY_COMMAND =
      option(
          "notify-command",
          OptionTypes.path("FILE"),
          "Start this program, without arguments, with the JSON document on standard input when a run ends or"
              + " stalls; killed after 30 s");

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL = List.of(NOTIFY, NOTIFY_SECRET, NOTIFY_COMMAND);

  private NotifyOption() {}

  private static <T> Option<T> option(String name, OptionType<T> type, String help) {
    return Option.ofStart(name, type, OptionGroup.REPORTING, help);
  }
}
