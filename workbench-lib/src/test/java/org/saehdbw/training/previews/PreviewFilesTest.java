package org.saehdbw.training.previews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.runs.RunFolder;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class PreviewFilesTest {
  private static final Picture GRAY = new Picture(3, 2, 1, new byte[] {0, 50, 100, -1, -50, 7});
  private static final Picture COLOUR =
      new Picture(2, 1, 3, new byte[] {1, 2, 3, (byte) 200, 100, 0});
  private static final Provenance PROVENANCE =
      new Provenance("df-ud-64-32-16-16-16-gray", "0007_<a>&b_s1", 500);
  @TempDir private Path root;

  private record Chunk(String type, byte[] data) {}

  /** Walks the file as the PNG specification says, comparing every check sum. */
  private static List<Chunk> chunks(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png);
    assertThat(in.getLong()).isEqualTo(0x89504E470D0A1A0AL);
    List<Chunk> chunks = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] data = new byte[in.getInt()];
      byte[] type = new byte[4];
      in.get(type).get(data);
      CRC32 crc = new CRC32();
      crc.update(type);
      crc.update(data);
      assertThat(in.getInt()).isEqualTo((int) crc.getValue());
      chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
    }
    return chunks;
  }

  private static String xmp(byte[] png) {
    List<Chunk> texts = chunks(png).stream().filter(c -> c.type().equals("iTXt")).toList();
    assertThat(texts).hasSize(1);
    String text = new String(texts.get(0).data(), StandardCharsets.UTF_8);
    String before = "XML:com.adobe.xmp\0\0\0\0\0";
    assertThat(text).startsWith(before);
    return text.substring(before.length());
  }

  private static String property(Document xmp, String namespace, String name) {
    assertThat(xmp.getElementsByTagNameNS(namespace, name).getLength()).isEqualTo(1);
    return xmp.getElementsByTagNameNS(namespace, name).item(0).getTextContent().strip();
  }

  @Test
  void theTextStandsBetweenHeaderAndPicture() {
    List<String> types =
        chunks(PreviewFiles.png(GRAY, PROVENANCE)).stream().map(Chunk::type).toList();
    assertThat(types).startsWith("IHDR", "iTXt").endsWith("IDAT", "IEND");
  }

  @Test
  void saysWhatDrewIt() throws ParserConfigurationException, IOException, SAXException {
    String packet = xmp(PreviewFiles.png(GRAY, PROVENANCE));
    assertThat(packet).startsWith("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document xmp =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(packet.getBytes(StandardCharsets.UTF_8)));
    assertThat(property(xmp, "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
        .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(property(xmp, Provenance.NAMESPACE, "model")).isEqualTo("df-ud-64-32-16-16-16-gray");
    assertThat(property(xmp, Provenance.NAMESPACE, "run")).isEqualTo("0007_<a>&b_s1");
    assertThat(property(xmp, Provenance.NAMESPACE, "iteration")).isEqualTo("500");
    assertThat(property(xmp, "http://purl.org/dc/elements/1.1/", "description"))
        .isEqualTo(
            "Faces drawn by the model df-ud-64-32-16-16-16-gray, run 0007_<a>&b_s1, iteration 500");
    assertThat(property(xmp, "http://ns.adobe.com/xap/1.0/", "CreatorTool"))
        .isEqualTo("SAEHDBW Workbench");
  }

  @Test
  void otherProgramsReadThePicture() throws FaceFileException, IOException {
    for (Picture picture : List.of(GRAY, COLOUR)) {
      byte[] png = PreviewFiles.png(picture, PROVENANCE);
      Picture read = PictureFiles.decode(png);
      assertThat(read.channels()).isEqualTo(picture.channels());
      assertThat(read.width()).isEqualTo(picture.width());
      assertThat(read.pixels()).isEqualTo(picture.pixels());
    }
    byte[] png = PreviewFiles.png(COLOUR, PROVENANCE);
    int red = ImageIO.read(new ByteArrayInputStream(png)).getRGB(1, 0);
    assertThat(red).isEqualTo(0xFF0064C8);
  }

  @Test
  void writesOneFileAPageAndNothingElse() throws IOException {
    RunFolder run = RunFolder.create(root, "df-ud-64-32-16-16-16-gray", 1);
    PreviewPages pages =
        new PreviewPages(
            List.of(
                new PreviewPages.Page("faces", GRAY),
                new PreviewPages.Page("faces-masked", COLOUR)));
    List<Path> files = PreviewFiles.write(run, "df-ud-64-32-16-16-16-gray", 500, pages);
    assertThat(files)
        .containsExactly(
            run.previews().resolve("0000500_faces.png"),
            run.previews().resolve("0000500_faces-masked.png"));
    assertThat(run.previews().toFile().list())
        .containsExactlyInAnyOrder("0000500_faces.png", "0000500_faces-masked.png");
    // What a live view shows is the last by name.
    assertThat(run.previewFiles()).last().isEqualTo(files.get(0));
    assertThat(xmp(Files.readAllBytes(files.get(1)))).contains("<saehdbw:run>" + run.name() + "<");
    byte[] first = Files.readAllBytes(files.get(0));
    PreviewFiles.write(run, "df-ud-64-32-16-16-16-gray", 500, pages);
    assertThat(files.get(0)).hasBinaryContent(first);
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothing() throws IOException {
    RunFolder run = RunFolder.create(root, "df-ud-64-32-16-16-16-gray", 1);
    Path inTheWay = Files.createDirectory(run.preview(1, "faces"));
    Files.createFile(inTheWay.resolve("file"));
    PreviewPages pages = new PreviewPages(List.of(new PreviewPages.Page("faces", GRAY)));
    assertThatIOException().isThrownBy(() -> PreviewFiles.write(run, "model", 1, pages));
    assertThat(run.previews().toFile().list()).containsExactly("0000001_faces.png");
  }
}
