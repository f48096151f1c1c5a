package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class StepDeviceTest {
  @Test
  void autoUpdatesWhereTheWeightsAre() {
    assertThat(StepDevice.of("cpu", UpdatePlace.AUTO, false)).isEqualTo(StepDevice.HOST);
    assertThat(StepDevice.of("cpu", UpdatePlace.HOST, false)).isEqualTo(StepDevice.HOST);
    assertThat(StepDevice.of("cpu", UpdatePlace.SCRIPT, false)).isEqualTo(StepDevice.CPU_SCRIPT);
    StepDevice card = StepDevice.of("cuda:3", UpdatePlace.AUTO, false);
    assertThat(card).isEqualTo(new StepDevice(Device.gpu(3), true, false));
    assertThat(card).isEqualTo(StepDevice.of("cuda:3", UpdatePlace.SCRIPT, false));
    assertThat(card.name()).isEqualTo("cuda:3");
    assertThat(StepDevice.HOST.name()).isEqualTo("cpu");
  }

  @Test
  void javaCannotUpdateWeightsOnACard() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepDevice.of("cuda:0", UpdatePlace.HOST, false))
        .withMessage("update must be auto or script on cuda:0, got host");
  }
}
