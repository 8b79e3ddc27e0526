package org.mosingest.spark;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.state.MachineFaultException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What an executor does with one partition. */
@SuppressWarnings("NonApiType") // Spark needs lists that it can serialize.
final class Task extends AbstractFunction2<TaskContext, Iterator<ArrayList<WorkItem>>, TaskResult>
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** So often another executor may try what this one's machine cannot do. */
  private static final int TRIES = 3;

  private final TaskSettings settings;

  Task(TaskSettings settings) {
    this.settings = settings;
  }

  @Override
  public TaskResult apply(TaskContext context, Iterator<ArrayList<WorkItem>> partition) {
    ArrayList<WorkItem> items = partition.next();
    try (TaskWork work = new TaskWork(settings, items, ExecutorEngines.of(settings))) {
      return work.results();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was given up", e);
    } catch (Exception e) {
      String fault = fault(e);
      if (context.attemptNumber() + 1 >= TRIES) {
        return TaskResult.failed(fault);
      }
      throw new IllegalStateException(fault, e);
    }
  }

  private static String fault(Exception e) {
    Throwable cause = e;
    for (Throwable at = e; at != null; at = at.getCause()) {
      cause = at;
      if (at instanceof MachineFaultException || at instanceof ProbeUnusableException) {
        break;
      }
    }
    @Nullable String message = cause.getMessage();
    boolean told =
        cause instanceof MachineFaultException || cause instanceof ProbeUnusableException;
    return told && message != null ? message : cause.toString();
  }
}
