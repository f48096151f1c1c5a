package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class StepDeviceTest {
  @Test
  void autoUpdatesWhereTheWeightsAre() {
    assertThat(StepDevice.of("cpu", UpdatePlace.AUTO)).isEqualTo(StepDevice.HOST);
    assertThat(StepDevice.of("cpu", UpdatePlace.HOST)).isEqualTo(StepDevice.HOST);
    assertThat(StepDevice.of("cpu", UpdatePlace.SCRIPT)).isEqualTo(StepDevice.CPU_SCRIPT);
    StepDevice card = StepDevice.of("cuda:3", UpdatePlace.AUTO);
    assertThat(card).isEqualTo(new StepDevice(Device.gpu(3), true));
    assertThat(card).isEqualTo(StepDevice.of("cuda:3", UpdatePlace.SCRIPT));
    assertThat(card.name()).isEqualTo("cuda:3");
    assertThat(StepDevice.HOST.name()).isEqualTo("cpu");
  }

  @Test
  void javaCannotUpdateWeightsOnACard() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepDevice.of("cuda:0", UpdatePlace.HOST))
        .withMessage("update must be auto or script on cuda:0, got host");
  }
}
