package org.saehdbw.training;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.saehdbw.training.onboard.StepDevice;
import org.saehdbw.training.steps.Interpreter;

/**
 * The step that updates on its device, with the CPU as the device, against the original program's
 * numbers: pictures, losses, gradients, and losses after each of five updates.
 */
class OnboardParityTest {
  @TestFactory
  Stream<DynamicTest> equalsTheOriginal() {
    return ParityChecks.tests(Interpreter.SCRIPT, StepDevice.CPU_SCRIPT);
  }
}
