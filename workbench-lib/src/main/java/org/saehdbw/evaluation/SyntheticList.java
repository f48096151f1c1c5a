package org.saehdbw.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Sha256;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;

/**
 * Faces drawn from any parameters, each when it is asked for, as a faceset that samples can be cut
 * from.
 */
final class SyntheticList implements Faceset {
  private final SyntheticFaces like;
  private final List<FaceParameters> parameters;
  private final List<FaceEntry> entries;
  private final String source;

  /**
   * Describes faces.
   *
   * @param like size, colour and crop
   * @param parameters one face each
   */
  SyntheticList(SyntheticFaces like, List<FaceParameters> parameters) {
    this.like = like;
    this.parameters = List.copyOf(parameters);
    entries = IntStream.range(0, parameters.size()).mapToObj(this::entry).toList();
    String hashes = parameters.stream().map(like::contentHash).collect(Collectors.joining("\n"));
    source = "drawn faces " + Sha256.hex(hashes.getBytes(StandardCharsets.UTF_8));
  }

  private FaceEntry entry(int index) {
    int channels = like.inColour() ? 3 : 1;
    return new FaceEntry(
        "drawn " + index, like.size(), like.size(), channels, like.metadata(parameters.get(index)));
  }

  @Override
  public String name() {
    return "drawn faces";
  }

  @Override
  public String source() {
    return source;
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
    return like.render(parameters.get(index));
  }

  @Override
  public String contentHash(int index) {
    return like.contentHash(parameters.get(index));
  }
}
