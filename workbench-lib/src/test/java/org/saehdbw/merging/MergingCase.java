package org.saehdbw.merging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opencv.core.Rect;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.matching.Motion;
import org.saehdbw.merging.options.MaskMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.CaseFolders;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.transfers.Pixels;
import org.saehdbw.transfers.TransferDraws;

/** One case of the original merger's results: {@code cases/NAME.json} and what it names. */
record MergingCase(
    Path folder,
    String name,
    JsonNode json,
    JsonNode sceneJson,
    NpzFile arrays,
    NpzFile scene,
    NpzFile crops) {
  private static final float Q14 = 1 / 16384f;
  private static final float Q10 = 1 / 1024f;

  static List<Path> folders() {
    return CaseFolders.of("/merging", "WORKBENCH_MERGING_DIRS");
  }

  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders()) {
      try (Stream<Path> list = Files.list(folder.resolve("cases"))) {
        list.filter(p -> p.toString().endsWith(".json")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    return files;
  }

  static MergingCase read(Path file) {
    Path folder = file.getParent().getParent();
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    try {
      ObjectMapper mapper = new ObjectMapper();
      JsonNode json = mapper.readTree(file.toFile());
      JsonNode index = mapper.readTree(folder.resolve("index.json").toFile());
      String scene = "";
      for (JsonNode entry : index.get("cases")) {
        scene = entry.get("name").asText().equals(name) ? entry.get("scene").asText() : scene;
      }
      Path base = folder.resolve("scenes");
      return new MergingCase(
          folder,
          name,
          json,
          mapper.readTree(base.resolve(scene + ".json").toFile()),
          NpzFile.read(folder.resolve(json.get("intermediates").asText())),
          NpzFile.read(base.resolve(scene + ".npz")),
          NpzFile.read(folder.resolve(json.get("crops").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  boolean isFork() {
    return json.get("program").asText().startsWith("fork");
  }

  /**
   * Gray scenes of the original program were merged with gray repeated on three channels, of which
   * one is stored; here they have one channel all the way.
   */
  int channels() {
    return sceneJson.get("channels").asInt();
  }

  MergeRules rules() {
    return new MergeRules(true, isFork());
  }

  MergeOptions options() {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode from = json.get("configuration");
    from.fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.equals("face_type") && !key.equals("default_mode")) {
                texts.put(key, from.get(key).asText());
              }
            });
    texts.put("compat", "deepfacelab");
    try {
      return MergeOptions.of(texts, name);
    } catch (SettingsException e) {
      throw new IllegalStateException(e);
    }
  }

  FaceType type() {
    return FaceType.parse(json.get("face_type").asText());
  }

  int side() {
    return json.get("resolution").asInt();
  }

  Picture picture(String file) {
    try {
      return PictureFiles.read(folder.resolve(file));
    } catch (FaceFileException e) {
      throw new IllegalStateException(e);
    }
  }

  Picture frame() {
    return picture("scenes/" + sceneJson.get("name").asText() + ".png");
  }

  List<Landmarks> landmarks() {
    List<Landmarks> all = new ArrayList<>();
    for (JsonNode face : sceneJson.get("landmarks")) {
      all.add(landmarks(face));
    }
    return all;
  }

  static Landmarks landmarks(JsonNode points) {
    double[] xy = new double[2 * Landmarks.COUNT];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = points.get(i / 2).get(i % 2).asDouble();
    }
    return Landmarks.of(xy);
  }

  private NpzFile.Entry predicted(int face, String what) {
    return scene.get(type().option() + side() + "_" + face + "_" + what + "_q10");
  }

  private static float[] scaled(float[] values, float scale) {
    float[] out = values.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale;
    }
    return out;
  }

  Prediction prediction(int face) {
    float[] values = scaled(predicted(face, "prd_face").values(), Q10);
    return new Prediction(
        new Pixels(side(), side(), channels(), values),
        scaled(predicted(face, "prd_mask").values(), Q10),
        scaled(predicted(face, "dst_mask").values(), Q10));
  }

  Motion motion() {
    return new Motion(json.get("motion_power").asDouble(), json.get("motion_deg").asDouble());
  }

  List<MergeFace> faces() {
    List<MergeFace> faces = new ArrayList<>();
    List<Landmarks> landmarks = landmarks();
    for (int i = 0; i < json.get("faces").size(); i++) {
      faces.add(new MergeFace(landmarks.get(i), motion(), prediction(i)));
    }
    return faces;
  }

  /** The networks' stubs; the segmenter returns the stored masks in the order of their use. */
  MergeNetworks networks() {
    int[] calls = {options().maskMode() == MaskMode.XSEG_DST ? 1 : 0};
    Segmenter segmenter =
        face -> scaled(predicted(0, calls[0]++ % 2 == 0 ? "xseg_prd" : "xseg_dst").values(), Q10);
    SuperResolution larger =
        face -> {
          int side = 4 * face.width();
          float[] out = new float[side * side * face.channels()];
          for (int i = 0; i < out.length; i++) {
            int pixel = i / face.channels();
            int from = pixel / side / 4 * face.width() + pixel % side / 4;
            float value = face.values()[from * face.channels() + i % face.channels()];
            out[i] = 1.1f * value - 0.05f;
          }
          return new Pixels(side, side, face.channels(), out);
        };
    return new MergeNetworks(Optional.of(segmenter), Optional.of(larger));
  }

  /** The stored draws of a case with one face. */
  TransferDraws draws() {
    int[] next = {0, 0};
    return new TransferDraws(
        () -> {
          float[] raw = arrays.get("directions_raw").values();
          int at = 3 * next[0]++;
          return TransferDraws.unit(raw[at], raw[at + 1], raw[at + 2]);
        },
        () -> {
          float[] all = arrays.get("rotations").values();
          double[][] turn = new double[3][3];
          for (int i = 0; i < 9; i++) {
            turn[i / 3][i % 3] = all[9 * next[1] + i];
          }
          next[1]++;
          return turn;
        });
  }

  boolean has(int face, String stage) {
    return arrays.has("f" + face + "_" + stage);
  }

  /** A stage's values as numbers. */
  float[] stage(int face, String stage) {
    return values(arrays.get("f" + face + "_" + stage), stage);
  }

  float[] crop(int face, String what) {
    return values(crops.get("f" + face + "_" + what), what);
  }

  private static float[] values(NpzFile.Entry entry, String name) {
    boolean levels = entry.type().equals("u1");
    boolean flags = name.equals("area_mask") || name.equals("clone_mask") || name.equals("hull");
    return scaled(
        entry.values(), levels ? (flags ? 1 : 1 / 255f) : entry.type().equals("i2") ? Q14 : 1);
  }

  boolean isLevels(int face, String stage) {
    return arrays.get("f" + face + "_" + stage).type().equals("u1");
  }

  /** Interleaved values as planes. */
  Planes planes(float[] values, int width, int height) {
    int channels = values.length / (width * height);
    Planes planes = new Planes().exact(width, height, channels);
    for (int i = 0; i < values.length; i++) {
      planes.plane(i % channels)[i / channels] = values[i];
    }
    return planes;
  }

  Affine matrix(int face, String name) {
    JsonNode m = json.get("faces").get(face).get(name);
    return new Affine(
        m.get(0).get(0).asDouble(),
        m.get(0).get(1).asDouble(),
        m.get(0).get(2).asDouble(),
        m.get(1).get(0).asDouble(),
        m.get(1).get(1).asDouble(),
        m.get(1).get(2).asDouble());
  }

  /** The stored maps, which went through floats in the original. */
  FaceGeometry geometry(int face) {
    FaceGeometry own = FaceGeometry.of(landmarks().get(face), type(), side(), options());
    return new FaceGeometry(
        matrix(face, "face_mat"),
        matrix(face, "face_output_mat"),
        matrix(face, "face_mask_output_mat"),
        json.at("/faces/" + face + "/xseg_mat").isArray()
            ? matrix(face, "xseg_mat")
            : own.segmented(),
        own.workingSide(),
        own.maskSide());
  }

  /** The whole result, of a stable sort where the original's moves it: the part in the frame. */
  Picture merged() {
    JsonNode stable = json.path("merged_with_stable_sort");
    Picture stored = picture((stable.isTextual() ? stable : json.get("merged")).asText());
    JsonNode rect = json.get("merged_rect_xywh");
    if (rect.isNull()) {
      return stored;
    }
    Picture frame = frame();
    byte[] pixels = frame.pixels().clone();
    int row = stored.width() * frame.channels();
    for (int y = 0; y < stored.height(); y++) {
      int to = ((rect.get(1).asInt() + y) * frame.width() + rect.get(0).asInt());
      System.arraycopy(stored.pixels(), y * row, pixels, to * frame.channels(), row);
    }
    return new Picture(frame.width(), frame.height(), frame.channels(), pixels);
  }

  Rect cloneRect(int face) {
    JsonNode r = json.get("faces").get(face).get("clone_rect_ltwh");
    return new Rect(r.get(0).asInt(), r.get(1).asInt(), r.get(2).asInt(), r.get(3).asInt());
  }

  @Override
  public String toString() {
    return name;
  }
}
