package org.saehdbw.facesets.resizing;

import java.util.Optional;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.facesets.FaceFileCheck;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegQuality;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/** Makes the file of one resized face. */
final class ResizedFace {
  private final FacesetResizer asked;
  private final ResizePlan.Task task;
  private final Optional<byte[]> file;
  private final Picture picture;
  private final FaceMetadata face;
  private final int width;

  private ResizedFace(FacesetResizer asked, ResizePlan.Task task, Faceset.FaceEntry entry)
      throws FaceFileException {
    this.asked = asked;
    this.task = task;
    Faceset faces = asked.faces();
    width = entry.width();
    file = faces.file(task.index());
    if (file.isPresent()) {
      picture = FaceFileCheck.decode(entry, file.get(), faces.contentHash(task.index()));
      face = ResizedData.whole(entry.metadata(), DflJpeg.parse(file.get()));
    } else {
      picture = faces.decode(task.index());
      face = entry.metadata();
    }
  }

  /**
   * Returns the new file's bytes.
   *
   * @throws FaceFileException if the face cannot be read, decoded or aligned
   */
  static byte[] make(FacesetResizer asked, ResizePlan.Task task, Faceset.FaceEntry entry)
      throws FaceFileException {
    ResizedFace made = new ResizedFace(asked, task, entry);
    return asked.type().isPresent() ? made.cutAnew() : made.scaled();
  }

  /** Gray comes behind the cut, as in the original; before it, edges would differ by rounding. */
  private byte[] cutAnew() throws FaceFileException {
    Affine step = ResizedData.step(face.landmarks(), task.type(), task.width());
    return encoded(
        gray(ResizedPixels.warped(picture, step, task.width())),
        ResizedData.realigned(face, width, step, task.type(), task.width()));
  }

  /** Gray comes before the size, as in the original. */
  private byte[] scaled() throws FaceFileException {
    Picture wanted = gray(picture);
    if (asked.side().isEmpty()) {
      return encoded(wanted, face);
    }
    if (task.width() != width) {
      wanted = ResizedPixels.scaled(wanted, task.width());
    }
    return encoded(wanted, ResizedData.scaled(face, width, task.width()));
  }

  private byte[] encoded(Picture wanted, FaceMetadata data) throws FaceFileException {
    // Encoding the same pixels again would only lose some of them.
    byte[] jpeg =
        wanted == picture && file.isPresent()
            ? file.get()
            : PictureFiles.encodeJpeg(wanted, quality());
    return DflJpeg.parse(jpeg).withDictionary(ResizedData.dictionary(data)).toBytes();
  }

  private Picture gray(Picture colour) {
    return asked.grayFrom().map(way -> way.apply(colour)).orElse(colour);
  }

  private int quality() throws FaceFileException {
    if (asked.quality().isPresent()) {
      return asked.quality().getAsInt();
    }
    return file.isPresent()
        ? JpegQuality.of(file.get()).orElse(FacesetImport.DEFAULT_QUALITY)
        : FacesetImport.DEFAULT_QUALITY;
  }
}
