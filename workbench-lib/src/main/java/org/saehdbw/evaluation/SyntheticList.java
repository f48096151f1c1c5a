package org.saehdbw.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFace;
import org.saehdbw.synthesis.SyntheticFaces;

/** Faces drawn from any parameters, all at once, as a faceset that samples can be cut from. */
final class SyntheticList implements Faceset {
  private final List<FaceEntry> entries;
  private final List<Picture> pictures;

  /**
   * Draws faces.
   *
   * @param like size, colour and crop
   * @param parameters one face each
   */
  SyntheticList(SyntheticFaces like, List<FaceParameters> parameters) {
    List<SyntheticFace> drawn = parameters.stream().map(like::draw).toList();
    pictures = drawn.stream().map(SyntheticFace::picture).toList();
    entries = IntStream.range(0, drawn.size()).mapToObj(i -> entry(i, drawn.get(i))).toList();
  }

  private static FaceEntry entry(int index, SyntheticFace face) {
    Picture picture = face.picture();
    return new FaceEntry(
        "drawn " + index, picture.width(), picture.height(), picture.channels(), face.metadata());
  }

  @Override
  public String name() {
    return "drawn faces";
  }

  @Override
  public List<FaceEntry> entries() {
    return entries;
  }

  @Override
  public List<RejectedFile> rejected() {
    return List.of();
  }

  @Override
  public Picture decode(int index) {
    return pictures.get(index);
  }
}
