package org.mosingest.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.NotifyOption;
import org.mosingest.core.options.Option;
import org.mosingest.daemon.notify.NotifySettings;
import org.mosingest.transfer.reach.PrivateFile;

/** Whom a service tells how runs end. Not safe for many threads. */
public final class NotifyOptions extends DeclaredOptions {

  NotifyOptions() {
    super(NotifyOption.ALL);
  }

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if the URL, the secret or the program cannot be used
   */
  public NotifySettings settings() {
    Optional<String> url = values().find(NotifyOption.NOTIFY);
    Optional<Path> secret = values().find(NotifyOption.NOTIFY_SECRET);
    Optional<Path> command = values().find(NotifyOption.NOTIFY_COMMAND);
    if (secret.isPresent() && url.isEmpty()) {
      throw new IllegalArgumentException("--notify-secret needs --notify");
    }
    NotifySettings settings = NotifySettings.NOBODY;
    if (url.isPresent()) {
      settings = with(NotifyOption.NOTIFY, settings, to -> to.withUrl(url.get()));
    }
    if (secret.isPresent()) {
      settings =
          with(
              NotifyOption.NOTIFY_SECRET,
              settings,
              to -> to.withSecret(PrivateFile.read("secret file", secret.get()).strip()));
    }
    if (command.isPresent()) {
      settings = with(NotifyOption.NOTIFY_COMMAND, settings, to -> to.withCommand(command.get()));
    }
    return settings;
  }

  private static NotifySettings with(
      Option<?> option, NotifySettings settings, UnaryOperator<NotifySettings> change) {
    try {
      return change.apply(settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option.flag() + ": " + e.getMessage(), e);
    }
  }
}
