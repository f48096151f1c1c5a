package org.saehdbw.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.FilmTarget;
import org.saehdbw.films.Rate;
import org.saehdbw.films.VideoWriter;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

class ProvenanceMarkTest {
  private static final Provenance MERGED =
      Provenance.ofMerged("df-ud-64-32-16-16-16-gray", "0007_<a>&b_s1", 500);
  private static final Picture PICTURE = new Picture(8, 8, 1, new byte[64]);

  @TempDir private Path folder;

  private Optional<Provenance> of(String name, byte[] bytes) throws IOException {
    return ProvenanceMark.of(Files.write(folder.resolve(name), bytes));
  }

  @Test
  void picturesCarryItAndStayPictures() throws Exception {
    byte[] png = ProvenanceMark.intoPng(PictureFiles.encodePng(PICTURE), MERGED);
    assertThat(of("a.png", png)).contains(MERGED);
    assertThat(PictureFiles.decode(png).pixels()).isEqualTo(PICTURE.pixels());
    byte[] jpeg = ProvenanceMark.intoJpeg(PictureFiles.encodeJpeg(PICTURE, 90), MERGED);
    assertThat(of("a.jpg", jpeg)).contains(MERGED);
    assertThat(PictureFiles.decode(jpeg).width()).isEqualTo(8);
    assertThat(new String(jpeg, 6, 4, StandardCharsets.ISO_8859_1))
        .as("the JFIF header stays the first segment")
        .isEqualTo("JFIF");
    assertThat(of("b.png", PictureFiles.encodePng(PICTURE))).isEmpty();
    assertThat(of("b.jpg", PictureFiles.encodeJpeg(PICTURE, 90))).isEmpty();
    assertThat(MERGED.source())
        .isEqualTo(
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia");
  }

  @ParameterizedTest
  @CsvSource({"H264, mp4", "FFV1, mkv", "PRORES, mov", "VP9, webm", "FFV1, nut"})
  void filmsCarryIt(FilmCodec codec, String ending) throws IOException {
    assertThat(ProvenanceMark.of(film(codec, ending, MERGED.tags()))).contains(MERGED);
    assertThat(ProvenanceMark.of(film(codec, ending, Map.of("comment", "night shoot")))).isEmpty();
  }

  @Test
  void whereOnlyTheCommentIsKeptItSaysWhatItIs() throws IOException {
    Provenance read = ProvenanceMark.of(film(FilmCodec.FFV1, "avi", MERGED.tags())).orElseThrow();
    assertThat(read).isEqualTo(new Provenance(Provenance.COMPOSITE, "", "", -1));
  }

  private Path film(FilmCodec codec, String ending, Map<String, String> tags) throws IOException {
    Path file = folder.resolve("film." + ending);
    FilmTarget target = FilmTarget.of(file, 1, 8, new Rate(25, 1)).codec(codec).tags(tags);
    try (VideoWriter writer = VideoWriter.open(target)) {
      writer.write(0, new DeepPicture(64, 64, 1, 8, new short[64 * 64]));
      writer.finish();
    }
    return file;
  }

  @Test
  void whatOtherProgramsWriteIsRead() throws IOException {
    String attributes =
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
         xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
         xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
         Iptc4xmpExt:DigitalSourceType="http://example.org/x"/></rdf:RDF></x:xmpmeta>""";
    Provenance other = new Provenance("http://example.org/x", "", "", -1);
    byte[] png = PictureFiles.encodePng(PICTURE);
    assertThat(of("a.png", PngText.insert(png, PngText.XMP, attributes))).contains(other);
    assertThat(of("b.png", compressed(png, attributes))).contains(other);
    String resource =
        attributes.replace(
            "Iptc4xmpExt:DigitalSourceType=\"http://example.org/x\"/>",
            "><Iptc4xmpExt:DigitalSourceType rdf:resource=\"http://example.org/x\"/>"
                + "</rdf:Description>");
    assertThat(of("c.png", PngText.insert(png, PngText.XMP, resource))).contains(other);
    assertThat(of("d.png", PngText.insert(png, "Comment", attributes))).isEmpty();
    assertThat(of("e.png", PngText.insert(png, PngText.XMP, "no <XML"))).isEmpty();
  }

  private static byte[] compressed(byte[] png, String text) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes((PngText.XMP + "\0").getBytes(StandardCharsets.ISO_8859_1));
    data.writeBytes(new byte[] {1, 0, 'e', 'n', 0, 'X', 0});
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] chunk =
        ByteBuffer.allocate(4 + data.size())
            .put("iTXt".getBytes(StandardCharsets.US_ASCII))
            .put(data.toByteArray())
            .array();
    CRC32 crc = new CRC32();
    crc.update(chunk);
    return ByteBuffer.allocate(png.length + 12 + data.size())
        .put(png, 0, 33)
        .putInt(data.size())
        .put(chunk)
        .putInt((int) crc.getValue())
        .put(png, 33, png.length - 33)
        .array();
  }

  @Test
  void damagedPicturesHaveNoneAndOtherFilesAreNamed() throws IOException {
    byte[] png = ProvenanceMark.intoPng(PictureFiles.encodePng(PICTURE), MERGED);
    for (int length = 64; length < 600; length += 7) {
      assertThat(of("cut.png", Arrays.copyOf(png, length))).as("length %d", length).isEmpty();
    }
    byte[] wrong = png.clone();
    wrong[33] = (byte) 0xff;
    assertThat(of("wrong.png", wrong)).as("a length below 0").isEmpty();
    Path words = Files.writeString(folder.resolve("notes.txt"), "not a picture");
    assertThatThrownBy(() -> ProvenanceMark.of(words))
        .hasMessage(words + ": must be a PNG or JPEG picture or a film");
    Path none = folder.resolve("none.png");
    assertThatThrownBy(() -> ProvenanceMark.of(none)).hasMessageStartingWith(none + ": ");
  }
}
