package org.mosingest.daemon.doctor.finding;

import java.util.List;

/** What a check found. All texts are printable. */
public sealed interface Finding {

  /** The check's name: a fixed word. */
  String check();

  /** What was found, in a sentence without its full stop. */
  String found();

  /** The first few of what the sentence counts; may be empty. */
  List<String> details();

  /** As it should be. */
  record Ok(String check, String found, List<String> details) implements Finding {
    public Ok {
      details = List.copyOf(details);
    }
  }

  /**
   * Worth knowing; the run is none the worse for it.
   *
   * @param todo what can be done about it
   */
  record Note(String check, String found, List<String> details, String todo) implements Finding {
    public Note {
      details = List.copyOf(details);
    }
  }

  /**
   * The run works, but perhaps not as its owner thinks.
   *
   * @param todo what can be done about it
   */
  record Warning(String check, String found, List<String> details, String todo) implements Finding {
    public Warning {
      details = List.copyOf(details);
    }
  }

  /**
   * The run would be useless or would stop.
   *
   * @param blame what has to be mended
   * @param todo how
   */
  record Problem(String check, String found, List<String> details, String todo, Blame blame)
      implements Finding {
    public Problem {
      details = List.copyOf(details);
    }
  }

  /** What has to be mended before a run is worth its time. */
  enum Blame {
    /** The manifest or the options. */
    INPUT,
    /** The machine, its disk or its network. */
    MACHINE
  }
}
