package org.mosingest.core.options;

/** Under which heading help lists an option. */
public enum OptionGroup {
  CORPUS("Corpus"),
  FILES("Files"),
  DOWNLOADS("Downloads"),
  PROBING("Probing"),
  AGAIN("Retrying"),
  REPORTING("Reporting"),
  REACH("Reaching servers");

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  /** The heading, without a colon. */
  public String heading() {
    return heading;
  }
}
