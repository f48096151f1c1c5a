package org.saehdbw.facesets.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.testing.FacesetFixtures;

class MetadataBackupTest {
  private static final String GRAY = "mf_gray_p3.jpg";
  private static final String COLOUR = "half_color_legacy_polys_p3.jpg";

  @TempDir private Path folder;

  private Path copy(String name) throws IOException {
    return Files.copy(FacesetFixtures.path("dflimg/" + name), folder.resolve(name));
  }

  private void backup(Object value) throws IOException {
    Files.write(folder.resolve("meta.dat"), PickleWriter.write(value));
  }

  private static Map<String, Object> dictionary(String name) throws FaceFileException {
    return DflJpeg.read(FacesetFixtures.path("dflimg/" + name)).dictionary();
  }

  private static byte[] pickled(Path file) throws FaceFileException {
    return PickleWriter.write(DflJpeg.read(file).dictionary());
  }

  private static Object value(byte[] pickle) throws PickleException {
    return new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles()).read(pickle);
  }

  /** The picture of a file without its face data. */
  private Path strip(String name) throws Exception {
    Path file = folder.resolve(name);
    Picture picture = PictureFiles.read(FacesetFixtures.path("dflimg/" + name));
    Files.write(file, PictureFiles.encodeJpeg(picture, 95));
    return file;
  }

  @Test
  void restoresWhatTheOriginalSaved() throws Exception {
    copy("meta.dat");
    Path gray = strip(GRAY);
    Path colour = strip(COLOUR);
    byte[] grayPicture = Files.readAllBytes(gray);
    MetadataBackup.Restored restored = MetadataBackup.restore(folder, done -> {});
    assertThat(restored).isEqualTo(new MetadataBackup.Restored(2, 0, 0, List.of(), List.of(), 0));
    assertThat(pickled(gray)).isEqualTo(PickleWriter.write(dictionary(GRAY)));
    assertThat(pickled(colour)).isEqualTo(PickleWriter.write(dictionary(COLOUR)));
    // The gray picture was not encoded again for having one channel.
    assertThat(PictureFiles.read(gray).pixels())
        .isEqualTo(PictureFiles.decode(grayPicture).pixels());
    assertThat(folder.resolve("meta.dat")).exists();
    assertThat(MetadataBackup.restore(folder, done -> {}).unchanged()).isEqualTo(2);
  }

  @Test
  void savesWhatTheOriginalDoes() throws Exception {
    copy(GRAY);
    copy(COLOUR);
    copy("no_metadata.jpg");
    MetadataBackup.Saved saved = MetadataBackup.save(folder, false, done -> {});
    assertThat(saved.faces()).isEqualTo(2);
    assertThat(saved.leftOut())
        .containsExactly(
            new Faceset.RejectedFile(
                "no_metadata.jpg", "no face data in it, it is a plain JPEG picture"));
    byte[] ours = Files.readAllBytes(Path.of(saved.file()));
    Object read = value(ours);
    Object theirs = value(Files.readAllBytes(FacesetFixtures.path("dflimg/meta.dat")));
    assertThat(PickleWriter.write(read)).isEqualTo(PickleWriter.write(theirs));
    assertThat(ours[1]).isEqualTo((byte) 3);
  }

  @Test
  void scalesAPictureOfAnotherSizeBack() throws Exception {
    copy("meta.dat");
    Picture small = new Picture(64, 64, 1, new byte[64 * 64]);
    Arrays.fill(small.pixels(), (byte) 90);
    Files.write(folder.resolve(GRAY), PictureFiles.encodeJpeg(small, 95));
    MetadataBackup.Restored restored = MetadataBackup.restore(folder, done -> {});
    assertThat(restored).isEqualTo(new MetadataBackup.Restored(1, 1, 0, List.of(), List.of(), 1));
    DflJpeg file = DflJpeg.read(folder.resolve(GRAY));
    assertThat(file).hasToString("face JPEG of 192 x 192 x 1");
    byte[] pixels = PictureFiles.decode(file.toBytes()).pixels();
    assertThat((double) (pixels[192 * 96 + 96] & 0xFF)).isEqualTo(90, within(1.0));
  }

  @Test
  void unknownKeysComeBackAndMissingValuesDoNot() throws Exception {
    Path file = copy(GRAY);
    Map<String, Object> values = new LinkedHashMap<>(dictionary(GRAY));
    values.put("rating", List.of(5L, PickleTuple.of("a", true)));
    values.put("nothing", PickleNone.NONE);
    backup(Map.of(GRAY, PickleTuple.of(PickleTuple.of(192, 192, 3), values)));
    assertThat(MetadataBackup.restore(folder, done -> {}).restored()).isEqualTo(1);
    assertThat(DflJpeg.read(file).dictionary())
        .containsEntry("rating", List.of(5L, PickleTuple.of("a", true)))
        .doesNotContainKey("nothing");
  }

  @Test
  void faceDataThatAreDamagedAreReplaced() throws Exception {
    Path file = copy(GRAY);
    byte[] bytes = Files.readAllBytes(file);
    bytes[24] = 0; // the pickle's first byte
    Files.write(file, bytes);
    assertThatThrownBy(() -> DflJpeg.read(file)).isInstanceOf(FaceFileException.class);
    copy("meta.dat");
    assertThat(MetadataBackup.restore(folder, done -> {}).restored()).isEqualTo(1);
    assertThat(pickled(file)).isEqualTo(PickleWriter.write(dictionary(GRAY)));
  }

  @Test
  void filesThatDoNotFitAreNamedAndLeftAsTheyAre() throws Exception {
    copy("meta.dat");
    Path broken = folder.resolve(GRAY);
    Files.writeString(broken, "no picture");
    copy("wf_color_p3.jpg");
    MetadataBackup.Restored restored = MetadataBackup.restore(folder, done -> {});
    assertThat(restored)
        .isEqualTo(
            new MetadataBackup.Restored(
                0,
                0,
                0,
                List.of("wf_color_p3.jpg"),
                List.of(
                    new Faceset.RejectedFile(GRAY, "not a JPEG file: it does not begin with FFD8")),
                1));
    assertThat(Files.readString(broken)).isEqualTo("no picture");
  }

  @Test
  void aBackupThatIsDamagedAtItsEndChangesNoFile() throws Exception {
    Path file = strip(GRAY);
    byte[] before = Files.readAllBytes(file);
    Map<String, Object> entries = new LinkedHashMap<>();
    PickleTuple shape = PickleTuple.of(192, 192, 3);
    entries.put(GRAY, PickleTuple.of(shape, dictionary(GRAY)));
    entries.put("zz.jpg", PickleTuple.of(PickleTuple.of(192, 1 << 20, 3), dictionary(GRAY)));
    backup(entries);
    refused(
        "the backup is refused: the sides of a face must be from 1 to 8192 pixels, that of zz.jpg"
            + " is 1048576");
    entries.put("zz.jpg", "nothing");
    backup(entries);
    refused(
        "the backup is refused: a face must be kept as a shape and a dictionary, that of zz.jpg"
            + " is not");
    entries.put("zz.jpg", PickleTuple.of(PickleTuple.of("a", "b"), dictionary(GRAY)));
    backup(entries);
    refused(
        "the backup is refused: the sides of a face must be from 1 to 8192 pixels, that of zz.jpg"
            + " is no number");
    backup(List.of());
    refused("the backup is refused: the pickle is not a dictionary");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private void refused(String message) {
    assertThatThrownBy(() -> MetadataBackup.restore(folder, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(folder.resolve("meta.dat") + ": " + message);
  }

  @Test
  void namesInABackupLeadNowhere() throws Exception {
    Path outside = strip(GRAY);
    byte[] before = Files.readAllBytes(outside);
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Map<String, Object> entry =
        Map.of("../" + GRAY, PickleTuple.of(PickleTuple.of(192, 192, 3), dictionary(GRAY)));
    Files.write(inner.resolve("meta.dat"), PickleWriter.write(entry));
    assertThat(MetadataBackup.restore(inner, done -> {}).missing()).isEqualTo(1);
    assertThat(Files.readAllBytes(outside)).isEqualTo(before);
  }

  @Test
  void aBackupIsNeitherLostNorInvented() throws Exception {
    assertThatThrownBy(() -> MetadataBackup.restore(folder, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("no meta.dat in " + folder + " to restore from");
    copy("no_metadata.jpg");
    assertThatThrownBy(() -> MetadataBackup.save(folder, false, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(folder + " holds no faces to save among its 1 pictures");
    assertThat(folder.resolve("meta.dat")).doesNotExist();
    copy(GRAY);
    Path backup = Files.writeString(folder.resolve("meta.dat"), "mine");
    assertThatThrownBy(() -> MetadataBackup.save(folder, false, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an existing backup is only replaced with force (--force), got " + backup);
    assertThat(Files.readString(backup)).isEqualTo("mine");
    assertThat(MetadataBackup.save(folder, true, done -> {}).faces()).isEqualTo(1);
    assertThat(folder.resolve("meta.dat.old")).hasContent("mine");
  }

  @Test
  void aBackupIsNotWrittenOverWhileItsFacesAreLost() throws Exception {
    Path backup = copy("meta.dat");
    byte[] before = Files.readAllBytes(backup);
    copy(COLOUR);
    strip(GRAY);
    assertThatThrownBy(() -> MetadataBackup.save(folder, true, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            backup
                + ": the old backup holds mf_gray_p3.jpg, whose face data cannot be read now;"
                + " restore it first, or move the backup away");
    assertThat(Files.readAllBytes(backup)).isEqualTo(before);
    MetadataBackup.restore(folder, done -> {});
    assertThat(MetadataBackup.save(folder, true, done -> {}).faces()).isEqualTo(2);
    assertThat(folder).isDirectoryNotContaining("glob:**.{old,part}*");
  }
}
