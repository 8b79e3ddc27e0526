package org.mosingest.daemon.doctor;

import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Examples;

/** Collects what one check finds. Not thread-safe. */
final class Findings {

  private final String check;
  private final List<Finding> all = new ArrayList<>();

  Findings(String check) {
    this.check = check;
  }

  void ok(String found, String... details) {
    all.add(new Finding.Ok(check, found, List.of(details)));
  }

  void note(String found, List<String> details, String todo) {
    all.add(new Finding.Note(check, found, details, todo));
  }

  void warning(String found, List<String> details, String todo) {
    all.add(new Finding.Warning(check, found, details, todo));
  }

  void problem(Finding.Blame blame, String found, List<String> details, String todo) {
    all.add(new Finding.Problem(check, found, details, todo, blame));
  }

  /** A warning about some things, if there are any. */
  void warnOf(Examples some, String found, String todo) {
    if (some.any()) {
      warning(found.formatted(some.count()), some.first(), todo);
    }
  }

  /** A note on some things, if there are any. */
  void noteOf(Examples some, String found, String todo) {
    if (some.any()) {
      note(found.formatted(some.count()), some.first(), todo);
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Finding> list() {
    return List.copyOf(all);
  }
}
