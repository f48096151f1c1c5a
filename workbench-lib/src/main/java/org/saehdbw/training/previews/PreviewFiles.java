package org.saehdbw.training.previews;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;
import org.saehdbw.runs.RunFolder;

/** Previews as PNG files that say of themselves that a model drew them. */
public final class PreviewFiles {
  private PreviewFiles() {}

  /**
   * Writes a preview's sheets to a run folder, one file each. The same pages give the same bytes.
   *
   * @param run where to
   * @param model the model's short name
   * @param iteration the iteration after which the faces were drawn
   * @param preview what to write
   * @return the files, in the pages' order
   * @throws IOException if a file cannot be written; those before it stay, nothing is left of it
   */
  public static List<Path> write(RunFolder run, String model, long iteration, PreviewPages preview)
      throws IOException {
    Provenance provenance = new Provenance(model, run.name(), iteration);
    List<Path> files = new ArrayList<>();
    for (PreviewPages.Page page : preview.pages()) {
      files.add(run.writePreview(iteration, page.grid(), png(page.picture(), provenance)));
    }
    return files;
  }

  /** Returns a picture as the bytes of a PNG file that carries its provenance. */
  public static byte[] png(Picture picture, Provenance provenance) {
    return ProvenanceMark.intoPng(PictureFiles.encodePng(picture), provenance);
  }
}
