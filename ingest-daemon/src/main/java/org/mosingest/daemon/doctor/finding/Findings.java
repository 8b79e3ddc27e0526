package org.mosingest.daemon.doctor.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.mosingest.core.row.Examples;

/** Collects what one check finds. Not thread-safe. */
public final class Findings {

  private final String check;
  private final List<Finding> all = new ArrayList<>();

  /**
   * Nothing found yet.
   *
   * @param check the check's name: a fixed word
   */
  public Findings(String check) {
    this.check = check;
  }

  /** It is as it should be. */
  public void ok(String found, String... details) {
    all.add(new Finding.Ok(check, found, List.of(details)));
  }

  /** Something worth knowing. */
  public void note(String found, List<String> details, String todo) {
    all.add(new Finding.Note(check, found, details, todo));
  }

  /** Something that may not be as its owner thinks. */
  public void warning(String found, List<String> details, String todo) {
    all.add(new Finding.Warning(check, found, details, todo));
  }

  /** Something for which a run would be useless or would stop. */
  public void problem(Finding.Blame blame, String found, List<String> details, String todo) {
    all.add(new Finding.Problem(check, found, details, todo, blame));
  }

  /**
   * A warning about some things, if there are any.
   *
   * @param found what is said of so many
   */
  public void warnOf(Examples some, IntFunction<String> found, String todo) {
    if (some.any()) {
      warning(found.apply(some.count()), some.first(), todo);
    }
  }

  /**
   * A note on some things, if there are any.
   *
   * @param found what is said of so many
   */
  public void noteOf(Examples some, IntFunction<String> found, String todo) {
    if (some.any()) {
      note(found.apply(some.count()), some.first(), todo);
    }
  }

  /** Whether nothing was found, not even that all is well. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What was found, in its order. */
  public List<Finding> list() {
    return List.copyOf(all);
  }
}
