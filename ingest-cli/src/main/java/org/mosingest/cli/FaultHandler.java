package org.mosingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.options.SettingOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place that turns what a command throws into a message and an exit status. */
final class FaultHandler implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    return switch (fault) {
      case BadCorpusException e -> {
        err.println("error: " + e.getMessage());
        err.println("hint: " + e.hint() + inParentheses(e));
        yield ExitCode.BAD_INPUT;
      }
      case RefusedExportException e -> {
        err.println("error: " + e.getMessage());
        err.println("hint: " + e.hint() + inParentheses(e));
        yield ExitCode.BAD_INPUT;
      }
      case PathClashException e -> {
        err.println("error: " + e.getMessage());
        err.println("hint: " + e.hint() + inParentheses(e));
        yield ExitCode.BAD_INPUT;
      }
      case IllegalArgumentException e -> {
        err.println("error: " + e.getMessage());
        yield ExitCode.BAD_INPUT;
      }
      case HeldException e -> {
        err.println("error: " + e.getMessage());
        err.println(
            command.getCommandSpec().userObject() instanceof DaemonCommand
                ? "hint: stop that daemon, or give this one another --state-dir"
                : "hint: wait for that run, stop it, or give another folder or output");
        yield ExitCode.HELD;
      }
      case ProbeUnusableException e -> {
        err.println("error: " + e.getMessage() + inParentheses(e));
        yield ExitCode.UNUSABLE;
      }
      case MachineFaultException e -> {
        err.println("error: " + e.getMessage() + inParentheses(e));
        err.println("hint: what was done is on disk; run the same command again to go on");
        yield ExitCode.UNUSABLE;
      }
      case DaemonUnreachableException e -> {
        err.println("error: " + e.getMessage());
        err.println("hint: " + e.hint());
        yield ExitCode.UNUSABLE;
      }
      case RefusedException e -> {
        err.println("error: " + e.getMessage());
        if (!e.hint().isEmpty()) {
          err.println("hint: " + e.hint());
        }
        yield switch (e.reason()) {
          case BAD_REQUEST -> ExitCode.BAD_INPUT;
          case NO_ACCESS -> ExitCode.UNUSABLE;
          case HELD -> ExitCode.HELD;
          case FAULT -> ExitCode.FAULT;
        };
      }
      case IOException e -> {
        err.println("error: " + described(e));
        err.println(
            "hint: what was done is on disk; mend this and run the same command again to go on");
        yield ExitCode.UNUSABLE;
      }
      default -> {
        err.println("error: unexpected fault: " + fault);
        fault.printStackTrace(err);
        yield ExitCode.FAULT;
      }
    };
  }

  /** The options that may mend a fault, to stand behind what is to be done about it. */
  private static String inParentheses(MendedBySettings fault) {
    return fault.settings().isEmpty() ? "" : " (" + SettingOptions.named(fault.settings()) + ")";
  }

  /** File faults name only the file by themselves; the class says what was wrong with it. */
  private static String described(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return switch (file) {
        case java.nio.file.AccessDeniedException f -> "no permission for " + f.getFile();
        case java.nio.file.NoSuchFileException f -> "no such file or folder: " + f.getFile();
        case java.nio.file.FileAlreadyExistsException f ->
            "a file stands where a folder is wanted: " + f.getFile();
        default -> "cannot read or write " + file.getFile();
      };
    }
    return String.valueOf(e.getMessage());
  }
}
