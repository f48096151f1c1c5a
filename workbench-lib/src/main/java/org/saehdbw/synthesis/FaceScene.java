package org.saehdbw.synthesis;

import java.util.List;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;

/** One face before the camera: finds its landmarks, and draws it if asked. */
final class FaceScene {
  private static final Rgb EAR_HOLLOW = new Rgb(0.25, 0.12, 0.10);

  /** From the outer end of one brow to that of the other, the average face's side. */
  private static final double BROWS_MILLIMETRES = 121;

  private final FaceParameters parameters;
  private final int size;
  private final HeadShape shape;
  private final Camera camera;
  private final Affine crop;
  private final Landmarks inPlane;
  private final FaceType type;

  FaceScene(FaceParameters parameters, FaceType type, int size) {
    this.parameters = parameters;
    this.size = size;
    Identity who = Identities.ALL.get(parameters.identity());
    this.shape = new HeadShape(new FaceFeatures(who, parameters));
    this.camera = Camera.of(parameters, 1);
    this.type = type;
    this.inPlane = camera.landmarks(LandmarkPlaces.of(shape));
    this.crop = Camera.crop(inPlane, type, size);
  }

  /**
   * What an extractor writes about a face: where it is in a frame, a square of two faces' sides
   * with the head's middle in its own, in which a face has about its aligned size.
   *
   * @param frameName the frame's file name
   */
  FaceMetadata metadata(String frameName) {
    double scale = size / (BROWS_MILLIMETRES * (1 + 2 * Math.sqrt(2) * type.padding()));
    Affine frame = new Affine(scale, 0, size, 0, scale, size);
    Landmarks inFrame = inPlane.map(frame);
    double[] rect = Alignment.rectangle(inFrame);
    return FaceMetadata.of(type, landmarks())
        .withSource(
            frameName,
            List.of((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]),
            inFrame,
            crop.after(frame.inverse()));
  }

  Landmarks landmarks() {
    return inPlane.map(crop);
  }

  /** Draws in colour. */
  Picture draw() {
    int finer = size >= 112 ? 2 : size >= 56 ? 3 : 4;
    RasterFrame frame = new RasterFrame(crop, size, finer);
    Raster raster = new Raster(frame, new Light(parameters));
    SurfaceNoise own = new SurfaceNoise(parameters.identity(), "drawn person");
    SurfaceNoise fine = new SurfaceNoise(parameters.seed(), "drawn skin");
    HeadMeshes meshes = new HeadMeshes(shape, frame);
    int cells = Math.max(72, Math.min(160, 64 + size / 4));
    Glasses glasses = new Glasses(shape);
    if (glasses.worn()) {
      raster.draw(glasses.mesh(camera, frame), glasses, true);
    }
    HairShell hair = new HairShell(shape, own, fine);
    raster.draw(hair.mesh(cells / 2, cells, camera, frame), hair, true);
    raster.draw(meshes.head(cells, cells, camera), new SkinPaint(shape.face, own, fine), false);
    raster.draw(meshes.ear(-1, camera), this::ear, false);
    raster.draw(meshes.ear(1, camera), this::ear, false);
    raster.draw(meshes.neck(Camera.of(parameters, 0.45)), neckPaint(), false);
    return raster.toPicture(new Background(parameters.seed()));
  }

  private boolean ear(Sample s) {
    s.colour(shape.face.who.skin(), 0.97f);
    s.mix(EAR_HOLLOW, 0.6 * SmoothStep.bump(s.x - 0.1, s.y, 0.35, 0.42) * Math.max(0, s.turn));
    return true;
  }

  private Paint neckPaint() {
    CounterRandom random = CounterRandom.of(parameters.seed(), "drawn clothes", 0, 0);
    double tone = random.nextDouble(0.12, 0.8);
    Rgb cloth =
        new Rgb(
            tone * random.nextDouble(0.7, 1.2),
            tone * random.nextDouble(0.7, 1.2),
            tone * random.nextDouble(0.7, 1.2));
    return s -> {
      s.colour(shape.face.who.skin(), 0.95f);
      s.mix(cloth, SmoothStep.step(91, 92.5, s.y));
      return true;
    };
  }
}
