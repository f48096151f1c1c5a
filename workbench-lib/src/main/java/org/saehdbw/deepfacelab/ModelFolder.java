package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.saehdbw.architectures.CodeDiscriminator;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.PatchDiscriminator;
import org.saehdbw.facesets.StrayFiles;
import org.saehdbw.training.steps.StepPart;

/**
 * The places of the files of one DeepFaceLab model: {@code NAME_CLASS_encoder.npy} and so on.
 *
 * @param path the folder; it may contain other models too
 * @param name the model's name as the user gave it
 * @param modelClass the model's class
 */
public record ModelFolder(Path path, String name, ModelClass modelClass) {
  private static final Pattern FILE =
      Pattern.compile(
          "(.+)_(SAEHDBW|SAEHD)_(data\\.dat"
              + "|(encoder|inter|inter_AB|inter_B|decoder|decoder_src|decoder_dst)\\.npy)");

  /** Files of discriminators, which DeepFaceLab keeps while they are not in use. */
  static final List<String> DISCRIMINATORS = Discriminator.all();

  static final String DATA = "data.dat";
  static final String OPTIMIZER = "src_dst_opt.npy";

  /**
   * Finds all models in a folder, by name.
   *
   * @throws ModelFileException if the folder does not exist
   * @throws IOException if it cannot be listed
   */
  public static List<ModelFolder> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ModelFileException(folder + ": no such folder");
    }
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        Matcher matcher = FILE.matcher(name);
        if (matcher.matches() && !StrayFiles.is(name)) {
          found.add(matcher.group(1) + "_" + matcher.group(2));
        }
      }
    }
    return found.stream().map(prefix -> ofPrefix(folder, prefix)).toList();
  }

  private static ModelFolder ofPrefix(Path folder, String prefix) {
    int end = prefix.lastIndexOf('_');
    return new ModelFolder(
        folder, prefix.substring(0, end), ModelClass.valueOf(prefix.substring(end + 1)));
  }

  /**
   * Finds the model in a folder.
   *
   * @param wanted its name, with or without the class, where the folder holds several
   * @throws ModelFileException if there is none, more than one fits, or its files are just being
   *     replaced
   * @throws IOException if the folder cannot be listed
   */
  public static ModelFolder find(Path folder, Optional<String> wanted) throws IOException {
    List<ModelFolder> all = list(folder);
    ModelSwap.requireFinished(folder, wanted);
    List<ModelFolder> fitting =
        all.stream()
            .filter(
                model ->
                    wanted.isEmpty()
                        || model.name().equals(wanted.get())
                        || model.prefix().equals(wanted.get()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String names = all.stream().map(ModelFolder::prefix).collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      throw new ModelFileException(
          folder
              + ": holds no model: no file is named NAME_SAEHD_data.dat or NAME_SAEHDBW_data.dat");
    }
    throw new ModelFileException(
        wanted
            .map(
                name ->
                    String.format(
                        Locale.ROOT, "%s: must hold one model %s, got %s", folder, name, names))
            .orElse(
                String.format(
                    Locale.ROOT,
                    "%s: holds several models, so one must be named: %s",
                    folder,
                    names)));
  }

  /**
   * Says that the folder holds files of an operating system, such as macOS's {@code ._NAME} beside
   * each file of a model; they are passed over.
   *
   * @throws IOException if the folder cannot be listed
   */
  Optional<String> strayFiles() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      long count = files.filter(file -> StrayFiles.is(file.getFileName().toString())).count();
      return count == 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "skipped %d %s of the operating system",
                  count,
                  count == 1 ? "file" : "files"));
    }
  }

  /** Returns name and class, which every file's name begins with. */
  public String prefix() {
    return name + "_" + modelClass;
  }

  /** Returns the place of a file, such as {@code encoder.npy}. */
  Path file(String entry) {
    return path.resolve(prefix() + "_" + entry);
  }

  /** Returns the place of the weights of a part. */
  Path weights(String part) {
    return file(part + ".npy");
  }

  /** Returns all files that are there and DeepFaceLab would read, the data file first. */
  List<Path> existing() {
    Set<String> entries = new LinkedHashSet<>(List.of(DATA));
    for (ModelSpec.Family family : ModelSpec.Family.values()) {
      parts(family).forEach(part -> entries.add(part + ".npy"));
    }
    entries.addAll(DISCRIMINATORS);
    entries.add(OPTIMIZER);
    return entries.stream().map(this::file).filter(Files::exists).toList();
  }

  /** Returns the place of the options for a new model of the class. */
  Path defaultOptions() {
    return path.resolve(modelClass + "_default_options.dat");
  }

  /** Returns the names of a model's parts in the order in which DeepFaceLab saves them. */
  static List<String> parts(ModelSpec.Family family) {
    return switch (family) {
      case DF -> List.of("encoder", "inter", "decoder_src", "decoder_dst");
      case LIAE -> List.of("encoder", "inter_AB", "inter_B", "decoder");
    };
  }

  /** The files that DeepFaceLab has of a discriminator, and what it is here (spec/model 9.1). */
  enum Discriminator {
    /** For true face. */
    CODE(
        StepPart.CODE_DISCRIMINATOR,
        CodeDiscriminator.PART,
        "code_discriminator.npy",
        "D_code_opt.npy"),
    /** For GAN. */
    PATCH(StepPart.PATCH_DISCRIMINATOR, PatchDiscriminator.PART, "GAN.npy", "GAN_opt.npy");

    private final StepPart step;
    private final String part;
    private final String weights;
    private final String optimizer;

    Discriminator(StepPart step, String part, String weights, String optimizer) {
      this.step = step;
      this.part = part;
      this.weights = weights;
      this.optimizer = optimizer;
    }

    /** Returns the names of all files. */
    static List<String> all() {
      return Stream.of(values()).flatMap(one -> Stream.of(one.weights, one.optimizer)).toList();
    }

    StepPart step() {
      return step;
    }

    /** The first element of its weights' names. */
    String part() {
      return part;
    }

    /** The name of the file of its weights, such as {@code GAN.npy}. */
    String weights() {
      return weights;
    }

    /** The name of the file of its optimizer's state. */
    String optimizer() {
      return optimizer;
    }

    /** What messages call it. */
    @Override
    public String toString() {
      return this == CODE ? "the code discriminator" : "the patch discriminator";
    }
  }
}
