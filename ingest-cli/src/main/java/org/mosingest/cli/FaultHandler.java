package org.mosingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.options.SettingOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Remediable;
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
      case Remediable e -> {
        err.println("error: " + fault.getMessage());
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
        err.println("hint: the work so far is saved; run the same command again to continue");
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
      case UncheckedIOException e when e.getCause() != null -> unusable(e.getCause(), command);
      case IOException e -> unusable(e, command);
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

  private static int unusable(IOException fault, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("error: " + FaultWords.of(fault));
    err.println(
        command.getCommandSpec().userObject() instanceof RunCommand
            ? "hint: the work so far is saved; fix this and run the same command again to continue"
            : "hint: fix this and run the same command again");
    return ExitCode.UNUSABLE;
  }
}
