package org.mosingest.core.paths;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Text;

/** What went wrong with a file or a connection, as a user would say it; never a class's name. */
public final class FaultWords {

  private static final String UNKNOWN = "it cannot be read or written";

  private FaultWords() {}

  /** The words for a fault, printable, without a full stop. */
  public static String of(IOException fault) {
    return Text.printable(
        switch (fault) {
          case FileSystemException file -> ofFile(file);
          case CharacterCodingException _ -> "it is not UTF-8 text";
          case UnknownHostException host -> "no such host: " + host.getMessage();
          default -> ofOther(fault);
        });
  }

  private static String ofFile(FileSystemException fault) {
    String file = fault.getFile() == null ? "a file" : fault.getFile();
    String reason = fault.getReason();
    return switch (fault) {
      case AccessDeniedException _ -> "no permission for " + file;
      case NoSuchFileException _ when reason == null -> "no such file or folder: " + file;
      case FileAlreadyExistsException _ -> file + " is a file, not a folder";
      case NotDirectoryException _ -> file + " is not a folder";
      case DirectoryNotEmptyException _ -> "the folder " + file + " is not empty";
      case FileSystemLoopException _ -> "a link leads back to itself: " + file;
      default -> reason == null ? "cannot read or write " + file : file + ": " + reason;
    };
  }

  /** A message that only repeats what caused the fault is that cause's. */
  private static String ofOther(IOException fault) {
    String message = fault.getMessage();
    Throwable cause = fault.getCause();
    if (message == null || message.isBlank() || isCauseOnly(message, cause)) {
      return switch (cause) {
        case IOException inner -> of(inner);
        case UncheckedIOException inner when inner.getCause() != null -> of(inner.getCause());
        case null, default -> UNKNOWN;
      };
    }
    return message;
  }

  private static boolean isCauseOnly(String message, @Nullable Throwable cause) {
    return cause != null && message.equals(cause.toString());
  }
}
