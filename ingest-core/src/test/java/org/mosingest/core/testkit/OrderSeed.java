package org.mosingest.core.testkit;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says in which random order the tests run, so that an order that fails can be repeated. */
public final class OrderSeed implements TestExecutionListener {

  @Override
  @SuppressWarnings("SystemOut")
  public void testPlanExecutionStarted(TestPlan plan) {
    String seed = System.getProperty("tests.seed");
    if (seed != null) {
      System.out.println("Random order of tests: -Dtests.seed=" + seed + " repeats it");
    }
  }
}
