package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.charts.LossChart;
import org.saehdbw.facesets.Picture;
import org.saehdbw.planning.CostCard;

class RenderersTest {
  private final Renderer renderer = new Renderer();

  RenderersTest() {
    Renderers.register(renderer);
  }

  @Test
  void picturesBecomePngWithTheirColours() throws IOException {
    BufferedImage colour = png(new Picture(1, 2, 3, new byte[] {1, 2, 3, (byte) 200, 0, 100}));
    assertThat(colour.getRGB(0, 0)).as("stored as blue, green, red").isEqualTo(0xff030201);
    assertThat(colour.getRGB(0, 1)).isEqualTo(0xff6400c8);

    BufferedImage gray = png(new Picture(2, 1, 1, new byte[] {0, (byte) 255}));
    assertThat(gray.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(gray.getRGB(1, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void chartsBecomePng() throws IOException {
    assertThat(png(LossChart.of(List.of())).getWidth()).isEqualTo(860);
    assertThat(png(LossChart.of(List.of()).panels().get(0)).getWidth()).isEqualTo(860);
  }

  @Test
  void specsAndCostsBecomeTables() {
    ModelSpec spec = ModelSpec.parse("df-ud-64-32-16-16-16");

    assertThat(html(spec)).contains("df-ud-64-32-16-16-16-gray", "ae_dims", ">32</td>");
    assertThat(html(ModelCost.of(spec, 1))).contains("decoder_src", "parameters");
    assertThat(html(CostCard.of(spec).batch(8)))
        .contains("df-ud-64-32-16-16-16-gray, batch 8 a side", "backward (GFLOP)", "losses")
        .contains("trainer, CPU (MiB)", "Of a card: counted, not measured on any card.");
  }

  private BufferedImage png(Object value) throws IOException {
    String base64 = (String) renderer.render(value).getData(MIMEType.IMAGE_PNG);
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  private String html(Object value) {
    return (String) renderer.render(value).getData(MIMEType.TEXT_HTML);
  }
}
