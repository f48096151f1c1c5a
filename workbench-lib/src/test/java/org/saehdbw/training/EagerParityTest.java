package org.saehdbw.training;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.saehdbw.training.steps.Interpreter;

/** The eager interpreter against the original program's numbers. */
class EagerParityTest {
  @TestFactory
  Stream<DynamicTest> equalsTheOriginal() {
    return ParityChecks.tests(Interpreter.EAGER);
  }
}
