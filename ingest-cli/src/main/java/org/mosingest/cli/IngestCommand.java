package org.mosingest.cli;

import org.mosingest.cli.process.Version;
import picocli.CommandLine.Command;

/** The root with all its commands: says what there is. The manual is made of it. */
@Command(
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      DaemonCommand.class,
      SubmitCommand.class,
      RunsCommand.class,
      StatusCommand.class,
      InspectCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      DeleteCommand.class,
      LimitCommand.class,
      DoctorCommand.class,
      SelfCheckCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
      ExportCommand.class,
      CorporaCommand.class,
      AggregateCommand.class,
      ConfigCommand.class,
      SparkCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
final class IngestCommand extends IngestRoot {}
