package org.saehdbw.facesets.resizing;

import java.io.IOException;
import java.nio.file.Path;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;

/** A process that resizes until it is done, killed, or the disk is full. */
final class ResizingChild {
  private ResizingChild() {}

  /** Takes the faces, the new folder and the new side. */
  public static void main(String[] args)
      throws IOException, FaceFileException, InterruptedException {
    FacesetResizer.of(Facesets.open(Path.of(args[0]), 1))
        .size(Integer.parseInt(args[2]))
        .threads(2)
        .to(Path.of(args[1]));
  }
}
