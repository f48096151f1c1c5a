package org.saehdbw.dataloaders;

import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.saehdbw.pictures.GrayMix;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.transfers.Pixels;
import org.saehdbw.transfers.Transfer;

/**
 * Makes the four pictures of a sample of a face at the samples' size and the sample's draws.
 * Belongs to one thread; owns its scratch memory, so that nothing is allocated for a sample.
 *
 * <p>Input and target take one and the same transfer. The original computes it for each of them
 * separately, with other random directions, so that its inputs and targets differ slightly in
 * colour.
 */
final class SampleMaker implements AutoCloseable {
  private static final Scalar ZERO = Scalar.all(0);

  private final int channels;
  private final Transfer transfer;
  private final ToneAugmenter brush = new ToneAugmenter();
  private final Mat stored = new Mat();
  private final Mat base = new Mat();
  private final Mat shifted = new Mat();
  private final Mat moved = new Mat();
  private final Mat scratch = new Mat();
  private final Mat mix = new Mat(1, 3, CvType.CV_32FC1);

  /**
   * Makes a maker.
   *
   * @param channels of the samples' pictures, 1 or 3
   * @param transfer for samples that come with a reference
   */
  SampleMaker(int channels, Transfer transfer) {
    this.channels = channels;
    this.transfer = transfer;
  }

  /**
   * Writes a sample's pictures and masks.
   *
   * @param reference what the transfer takes its colours from, the whole picture
   * @param planes where to
   */
  void make(
      FaceRecord face,
      Optional<FaceRecord> reference,
      SampleDraws draws,
      SamplePlanes planes,
      LoaderClock clock) {
    load(face, draws.gray(), base, clock);
    if (reference.isPresent()) {
      transfer(reference.get(), draws, clock);
    }
    clock.enter(LoaderStage.WARP);
    ToneAugmenter.expose(base, draws.tone());
    SampleMotion motion = SampleMotion.ofPicture(draws.augmentation());
    writePicture(base, motion, Optional.empty(), planes.target(), clock);
    writeInput(motion, draws, planes, clock);
    clock.enter(LoaderStage.MASKS);
    writeMasks(face, SampleMotion.ofMask(draws.augmentation()), planes);
  }

  private void load(FaceRecord face, GrayMix gray, Mat picture, LoaderClock clock) {
    clock.enter(LoaderStage.WARP);
    face.getPicture(stored);
    if (stored.channels() == channels) {
      stored.copyTo(picture);
      return;
    }
    clock.enter(LoaderStage.GRAY);
    mix.put(0, 0, (float) gray.blue(), (float) gray.green(), (float) gray.red());
    Core.transform(stored, picture, mix);
  }

  private void transfer(FaceRecord reference, SampleDraws draws, LoaderClock clock) {
    load(reference, draws.gray(), shifted, clock);
    clock.enter(LoaderStage.TRANSFER);
    Pixels out = transfer.apply(pixels(base), pixels(shifted), draws.transfer());
    base.put(0, 0, out.values());
  }

  private static Pixels pixels(Mat picture) {
    float[] values = new float[(int) picture.total() * picture.channels()];
    picture.get(0, 0, values);
    return new Pixels(picture.cols(), picture.rows(), picture.channels(), values);
  }

  private void writeInput(
      SampleMotion motion, SampleDraws draws, SamplePlanes planes, LoaderClock clock) {
    clock.enter(LoaderStage.WARP);
    ToneJitter tone = draws.tone();
    if (tone.shiftsHue()) {
      base.copyTo(shifted);
      ToneAugmenter.shiftHue(shifted, tone);
      writePicture(shifted, motion, draws.warp(), planes.warped(), clock);
    } else if (draws.warp().isPresent()) {
      writePicture(base, motion, draws.warp(), planes.warped(), clock);
    } else {
      clock.enter(LoaderStage.ASSEMBLE);
      for (int i = 0; i < channels; i++) {
        planes.target()[i].copyTo(planes.warped()[i]);
      }
    }
    clock.enter(LoaderStage.WARP);
    brush.film(planes.warped(), tone, draws.grain());
  }

  private void writePicture(
      Mat picture, SampleMotion motion, Optional<GridWarp> warp, Mat[] planes, LoaderClock clock) {
    clock.enter(LoaderStage.WARP);
    if (channels == 1) {
      motion.move(picture, warp, scratch, planes[0]);
      clock.enter(LoaderStage.ASSEMBLE);
    } else {
      motion.move(picture, warp, scratch, moved);
      clock.enter(LoaderStage.ASSEMBLE);
      for (int i = 0; i < channels; i++) {
        Core.extractChannel(moved, planes[i], i);
      }
    }
    for (Mat plane : planes) {
      ToneAugmenter.clip(plane);
    }
  }

  private void writeMasks(FaceRecord face, SampleMotion motion, SamplePlanes planes) {
    face.getMask(stored);
    motion.move(stored, Optional.empty(), scratch, planes.mask());
    if (face.hasEyesMouth()) {
      face.getEyesMouth(stored);
      motion.move(stored, Optional.empty(), scratch, planes.eyesMouth());
      double largest = Core.minMaxLoc(planes.eyesMouth()).maxVal;
      if (largest > 0) {
        planes.eyesMouth().convertTo(planes.eyesMouth(), -1, 1 / largest);
      }
    } else {
      planes.eyesMouth().setTo(ZERO);
    }
  }

  @Override
  public void close() {
    brush.close();
    OpenCv.release(stored, base, shifted, moved, scratch, mix);
  }
}
