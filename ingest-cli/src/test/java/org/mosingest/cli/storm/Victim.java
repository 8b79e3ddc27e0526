package org.mosingest.cli.storm;

import java.nio.file.Path;
import java.util.List;
import org.mosingest.cli.Child;

/** The program that is killed, again and again on one corpus. */
interface Victim {

  /** Its life on one corpus. */
  interface Life extends AutoCloseable {

    /** Starts a process that goes on with the corpus. */
    Child start(List<String> jvmOptions) throws Exception;

    /** Whether the corpus is done; the process may go on. */
    boolean isDone(Child process) throws Exception;

    /** Ends the process in good order once the corpus is done. */
    void end(Child process) throws Exception;

    /** How a process ends that is asked to by a signal. */
    int statusWhenAsked();

    /** What the books say: rows that are there, and rows of which nothing is known to be wrong. */
    void assertBooks(int rows) throws Exception;

    @Override
    void close() throws Exception;
  }

  /** Points at which this program cannot be killed. */
  List<KillPoint> impossible();

  /** Begins with a corpus folder that holds a manifest. */
  Life begin(Path corpus) throws Exception;
}
