package org.mosingest.core.options;

/** Where an option belongs, and so which commands know it. */
public enum OptionScope {
  /** To one run: {@code run}, {@code submit}, {@code doctor}, {@code report}, and the API. */
  RUN,
  /**
   * To the process that executes runs: {@code run}, {@code doctor}, {@code daemon}. Never part of a
   * submission: a program to execute or a credential must not come with one.
   */
  START,
  /**
   * To what is changed of a service while it runs: {@code limit}, and the API. Given by hand only,
   * never by the environment or a configuration file, which say what holds at its start.
   */
  CHANGE
}
