package org.saehdbw.training.devices;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The cards that PyTorch sees. Its {@link #main} is what a child process runs, since a driver can
 * keep whoever asks it waiting for ever.
 *
 * @param cards in the driver's order, empty if there is none
 */
record DeviceListing(List<Card> cards) {
  /**
   * One card.
   *
   * @param name PyTorch's name for it, such as {@code cuda:0}
   * @param memoryMib its memory in MiB
   */
  record Card(String name, long memoryMib) {}

  /** Returns cards in words. */
  static String text(List<Card> cards) {
    return cards.stream()
        .map(card -> String.format(Locale.ROOT, "%s with %d MiB", card.name(), card.memoryMib()))
        .collect(Collectors.joining(", "));
  }

  DeviceListing {
    cards = List.copyOf(cards);
  }

  /**
   * Lists the cards into a JSON file.
   *
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    List<Card> cards = new ArrayList<>();
    int count = Engine.getEngine(PtEngine.ENGINE_NAME).getGpuCount();
    for (int i = 0; i < count; i++) {
      long memory = CudaUtils.getGpuMemory(Device.gpu(i)).getMax() >> 20;
      cards.add(new Card("cuda:" + i, memory));
    }
    new ObjectMapper().writeValue(Path.of(args[0]).toFile(), new DeviceListing(cards));
  }
}
