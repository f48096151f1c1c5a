package org.saehdbw.training.settings;

import static org.saehdbw.training.settings.SettingKey.Group.FIRST;
import static org.saehdbw.training.settings.SettingKey.Group.OVERRIDE;

import java.util.List;

/**
 * Every key that a training run knows, with its default: DeepFaceLab's option names in its own
 * order (spec/model 7.2), then ours. A key that is listed in {@link #NOT_BUILT} is known but has no
 * effect yet: any value but its default is refused.
 */
public final class Keys {
  /** The model's short name; it stands for the seven keys after it. */
  public static final SettingKey<String> MODEL =
      key(
          "model",
          SettingType.text("a short name"),
          "",
          FIRST,
          "short name, such as df-udt-192-128-48-32-16-gray");

  public static final SettingKey<Integer> RESOLUTION =
      key(
          "resolution",
          SettingType.integer(64, 640),
          128,
          FIRST,
          "side of the model's pictures in pixels");
  public static final SettingKey<String> FACE_TYPE =
      key(
          "face_type",
          SettingType.choice("h", "mf", "f", "wf", "head"),
          "f",
          FIRST,
          "how much of the head is trained");
  public static final SettingKey<String> ARCHI =
      key(
          "archi",
          SettingType.pattern(
              "(?i)(df|liae)(-[udtc]+)?", "df or liae, with options such as df-udt"),
          "liae-ud",
          FIRST,
          "architecture");
  public static final SettingKey<Integer> AE_DIMS =
      key("ae_dims", SettingType.integer(32, 1024), 256, FIRST, "width of the inter block");
  public static final SettingKey<Integer> E_DIMS =
      key("e_dims", SettingType.integer(16, 256), 64, FIRST, "width of the encoder");
  public static final SettingKey<Integer> D_DIMS =
      key("d_dims", SettingType.integer(16, 256), 64, FIRST, "width of the decoder");
  public static final SettingKey<Integer> D_MASK_DIMS =
      key("d_mask_dims", SettingType.integer(16, 256), 22, FIRST, "width of the mask decoder");
  public static final SettingKey<String> CHANNELS =
      key(
          "channels",
          SettingType.choice("gray", "colour"),
          "gray",
          FIRST,
          "gray or colour pictures");

  public static final SettingKey<Boolean> MASKED_TRAINING =
      flag("masked_training", true, "train inside the face mask only");
  public static final SettingKey<Boolean> EYES_MOUTH_PRIO =
      flag("eyes_mouth_prio", false, "weigh eyes and mouth more");
  public static final SettingKey<Boolean> UNIFORM_YAW =
      flag("uniform_yaw", false, "draw faces evenly over yaw");
  public static final SettingKey<Boolean> BLUR_OUT_MASK =
      flag("blur_out_mask", false, "blur the targets outside the mask");
  public static final SettingKey<Boolean> ADABELIEF =
      flag("adabelief", true, "AdaBelief; false takes RMSprop");
  public static final SettingKey<String> LR_DROPOUT =
      key(
          "lr_dropout",
          SettingType.choice("n", "y", "cpu"),
          "n",
          OVERRIDE,
          "learning-rate dropout and cosine rate");
  public static final SettingKey<Boolean> RANDOM_WARP =
      flag("random_warp", true, "warp the network's inputs");
  public static final SettingKey<Double> RANDOM_HSV_POWER =
      key(
          "random_hsv_power",
          SettingType.number(0, 0.3),
          0.0,
          OVERRIDE,
          "colour jitter of src inputs; colour models only");
  public static final SettingKey<Double> RANDOM_GAMMA_POWER =
      power("random_gamma_power", "gamma of input and target");
  public static final SettingKey<Double> RANDOM_CONTRAST_POWER =
      power("random_contrast_power", "contrast of input and target");
  public static final SettingKey<Double> RANDOM_GRAIN_POWER =
      power("random_grain_power", "film grain on inputs, targets stay clean");
  public static final SettingKey<Double> RANDOM_SOFTNESS_POWER =
      power("random_softness_power", "soft inputs, targets stay sharp");
  public static final SettingKey<Double> TRUE_FACE_POWER =
      key(
          "true_face_power",
          SettingType.number(0, 1),
          0.0,
          OVERRIDE,
          "code discriminator, df only");
  public static final SettingKey<Double> FACE_STYLE_POWER =
      key("face_style_power", SettingType.number(0, 100), 0.0, OVERRIDE, "face style loss");
  public static final SettingKey<Double> BG_STYLE_POWER =
      key("bg_style_power", SettingType.number(0, 100), 0.0, OVERRIDE, "background style loss");
  public static final SettingKey<String> CT_MODE =
      key(
          "ct_mode",
          SettingType.choice("none", "rct", "lct", "mkl", "idt", "sot"),
          "none",
          OVERRIDE,
          "transfer of src samples towards dst");
  public static final SettingKey<Boolean> CLIPGRAD =
      flag("clipgrad", false, "clip the gradients' global norm to 1");
  public static final SettingKey<Boolean> PRETRAIN =
      key("pretrain", SettingType.bool(), false, FIRST, "pretrain on pretraining_data");
  public static final SettingKey<Integer> TARGET_ITER =
      key(
          "target_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          OVERRIDE,
          "stop here; 0 continues until stopped");
  public static final SettingKey<Double> TARGET_TRAIN_S =
      key(
          "target_train_s",
          SettingType.number(0, 1e9),
          0.0,
          OVERRIDE,
          "stop after so many seconds of iterations, saves apart; 0 is off");
  public static final SettingKey<String> TARGET_QUALITY =
      key(
          "target_quality",
          SettingType.pattern(
              "[a-z][a-z0-9_]*(<=|>=)[-+]?[0-9.]+([eE][-+]?\\d+)?",
              "a figure and its bound, such as luma_psnr_db>=24"),
          "",
          OVERRIDE,
          "stop when a save is judged as good as this");
  public static final SettingKey<Boolean> RANDOM_SRC_FLIP =
      flag("random_src_flip", false, "mirror src samples at random");
  public static final SettingKey<Boolean> RANDOM_DST_FLIP =
      flag("random_dst_flip", true, "mirror dst samples at random");
  public static final SettingKey<Integer> BATCH_SIZE =
      key(
          "batch_size",
          SettingType.integer(1, 1024),
          4,
          OVERRIDE,
          "samples per side and iteration");
  public static final SettingKey<Double> GAN_POWER =
      key("gan_power", SettingType.number(0, 5), 0.0, OVERRIDE, "patch discriminator");

  public static final SettingKey<String> SRC =
      key("src", SettingType.text("a faceset"), "", OVERRIDE, "faceset of the person to draw");
  public static final SettingKey<String> DST =
      key("dst", SettingType.text("a faceset"), "", OVERRIDE, "faceset of the person to replace");
  public static final SettingKey<String> PRETRAINING_DATA =
      key(
          "pretraining_data",
          SettingType.text("a faceset"),
          "",
          OVERRIDE,
          "faceset for pretraining");
  public static final SettingKey<String> FROM =
      key("from", SettingType.text("a run folder"), "", FIRST, "run whose weights are taken over");
  public static final SettingKey<Double> HELD_OUT =
      key(
          "held_out",
          SettingType.number(0, 0.9),
          0.1,
          FIRST,
          "part of the faces that is never trained on");
  public static final SettingKey<String> GRAY_FROM =
      key(
          "gray_from",
          SettingType.choice("luma", "b", "g", "r", "ortho", "pan", "random"),
          "luma",
          FIRST,
          "how colour becomes gray");
  public static final SettingKey<Boolean> ALLOW_GRAY =
      flag("allow_gray", false, "let a colour model train on gray files");
  public static final SettingKey<Double> SCALE_LOW =
      key("scale_low", SettingType.number(0.5, 1), 0.85, OVERRIDE, "smallest random scale");
  public static final SettingKey<Double> SCALE_HIGH =
      key("scale_high", SettingType.number(1, 2), 1.15, OVERRIDE, "largest random scale");
  public static final SettingKey<Double> LEARNING_RATE =
      key(
          "learning_rate",
          SettingType.number(1e-8, 0.1),
          5e-5,
          OVERRIDE,
          "step size of the optimizer");
  public static final SettingKey<Long> SEED =
      key("seed", SettingType.longInteger(), 1L, FIRST, "every random draw is a function of it");
  public static final SettingKey<Integer> THREADS =
      key(
          "threads",
          SettingType.integer(0, 1024),
          0,
          OVERRIDE,
          "threads of the engine; 0 is the physical cores");
  public static final SettingKey<Integer> LOADER_THREADS =
      key(
          "loader_threads",
          SettingType.integer(0, 64),
          0,
          OVERRIDE,
          "threads that make samples; 0 adds them while training waits");
  public static final SettingKey<Integer> PREFETCH =
      key("prefetch", SettingType.integer(1, 64), 2, OVERRIDE, "batches made ahead");
  public static final SettingKey<Integer> CACHE_MIB =
      key(
          "cache_mib",
          SettingType.integer(0, 1 << 24),
          4096,
          OVERRIDE,
          "disk for decoded faces; 0 decodes each time");
  public static final SettingKey<String> CACHE_DIR =
      key(
          "cache_dir",
          SettingType.text("a folder"),
          "",
          OVERRIDE,
          "folder of decoded faces; empty is the user's cache folder");
  public static final SettingKey<String> INTERPRETER =
      key(
          "interpreter",
          SettingType.choice("script", "eager"),
          "script",
          OVERRIDE,
          "how the step is run");
  public static final SettingKey<String> PRECISION =
      key(
          "precision",
          SettingType.choice("float32", "bf16"),
          "float32",
          OVERRIDE,
          "numbers of the step's convolutions; weights, losses and optimizer stay float32");
  public static final SettingKey<Double> SAVE_INTERVAL_MIN =
      key(
          "save_interval_min",
          SettingType.number(0, 1440),
          25.0,
          OVERRIDE,
          "minutes between saves; 0 is off");
  public static final SettingKey<Integer> SAVE_INTERVAL_ITER =
      key(
          "save_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          OVERRIDE,
          "iterations between saves; 0 is off");
  public static final SettingKey<Integer> PREVIEW_INTERVAL_ITER =
      key(
          "preview_interval_iter",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          OVERRIDE,
          "iterations between previews; 0 draws them with each save");
  public static final SettingKey<String> PICTURES =
      key(
          "pictures",
          SettingType.choice("all", "last", "none"),
          "all",
          OVERRIDE,
          "previews and charts with each save, with the last one, or never");
  public static final SettingKey<Integer> KEEP_LAST =
      key("keep_last", SettingType.integer(1, 1000), 3, OVERRIDE, "checkpoints kept");
  public static final SettingKey<Integer> KEEP_EVERY =
      key(
          "keep_every",
          SettingType.integer(0, Integer.MAX_VALUE),
          0,
          OVERRIDE,
          "keep each n-th iteration's checkpoint; 0 none");
  public static final SettingKey<String> DEVICE =
      key(
          "device",
          SettingType.pattern("auto|cpu|cuda:\\d+", "auto, cpu or cuda:N"),
          "auto",
          OVERRIDE,
          "where the step runs");
  public static final SettingKey<Double> DEVICE_TIMEOUT_S =
      key(
          "device_timeout_s",
          SettingType.number(1, 600),
          20.0,
          OVERRIDE,
          "how long the device listing may take");

  public static final SettingKey<String> FORCED_DEVICE_NAME =
      key(
          "forced_device_name",
          SettingType.text("a device's name"),
          "",
          OVERRIDE,
          "skip device detection and use this name");
  public static final SettingKey<Integer> FORCED_DEVICE_MEMORY_MIB =
      key(
          "forced_device_memory_mib",
          SettingType.integer(0, 1 << 20),
          0,
          OVERRIDE,
          "the forced device's memory");

  /** The value of {@link #EXTRA_LOSS} that stands for no loss. */
  public static final String NO_LOSS = "none";

  public static final SettingKey<String> BLOCK =
      key(
          "block",
          SettingType.text("a block's short name or class"),
          "residual",
          FIRST,
          "replaces residual blocks: residual, none, or a class of your own");
  public static final SettingKey<String> EXTRA_LOSS =
      key(
          "extra_loss",
          SettingType.text("a loss's short name or class"),
          NO_LOSS,
          FIRST,
          "loss beside the original's: none, absolute_error, squared_error, or a class of one's"
              + " own");
  public static final SettingKey<Double> EXTRA_LOSS_POWER =
      key(
          "extra_loss_power",
          SettingType.number(1e-6, 1e6),
          1.0,
          FIRST,
          "weight of the extra loss");

  /** The keys that {@link #MODEL} stands for. */
  public static final List<SettingKey<?>> OF_MODEL =
      List.of(RESOLUTION, ARCHI, AE_DIMS, E_DIMS, D_DIMS, D_MASK_DIMS, CHANNELS);

  /** Keys whose effect is not built yet. */
  public static final List<SettingKey<?>> NOT_BUILT =
      List.of(TRUE_FACE_POWER, FACE_STYLE_POWER, BG_STYLE_POWER, GAN_POWER);

  /** All keys, in the order in which they are written. */
  public static final List<SettingKey<?>> ALL =
      List.of(
          MODEL,
          RESOLUTION,
          FACE_TYPE,
          ARCHI,
          AE_DIMS,
          E_DIMS,
          D_DIMS,
          D_MASK_DIMS,
          CHANNELS,
          MASKED_TRAINING,
          EYES_MOUTH_PRIO,
          UNIFORM_YAW,
          BLUR_OUT_MASK,
          ADABELIEF,
          LR_DROPOUT,
          RANDOM_WARP,
          RANDOM_HSV_POWER,
          RANDOM_GAMMA_POWER,
          RANDOM_CONTRAST_POWER,
          RANDOM_GRAIN_POWER,
          RANDOM_SOFTNESS_POWER,
          TRUE_FACE_POWER,
          FACE_STYLE_POWER,
          BG_STYLE_POWER,
          CT_MODE,
          CLIPGRAD,
          PRETRAIN,
          TARGET_ITER,
          TARGET_TRAIN_S,
          TARGET_QUALITY,
          RANDOM_SRC_FLIP,
          RANDOM_DST_FLIP,
          BATCH_SIZE,
          GAN_POWER,
          SRC,
          DST,
          PRETRAINING_DATA,
          FROM,
          HELD_OUT,
          GRAY_FROM,
          ALLOW_GRAY,
          SCALE_LOW,
          SCALE_HIGH,
          LEARNING_RATE,
          SEED,
          THREADS,
          LOADER_THREADS,
          PREFETCH,
          CACHE_MIB,
          CACHE_DIR,
          INTERPRETER,
          PRECISION,
          SAVE_INTERVAL_MIN,
          SAVE_INTERVAL_ITER,
          PREVIEW_INTERVAL_ITER,
          PICTURES,
          KEEP_LAST,
          KEEP_EVERY,
          DEVICE,
          DEVICE_TIMEOUT_S,
          FORCED_DEVICE_NAME,
          FORCED_DEVICE_MEMORY_MIB,
          BLOCK,
          EXTRA_LOSS,
          EXTRA_LOSS_POWER);

  private Keys() {}

  private static <T> SettingKey<T> key(
      String name, SettingType<T> type, T value, SettingKey.Group group, String help) {
    return new SettingKey<>(name, type, value, group, help);
  }

  private static SettingKey<Double> power(String name, String help) {
    return key(name, SettingType.number(0, 1), 0.0, OVERRIDE, help);
  }

  private static SettingKey<Boolean> flag(String name, boolean value, String help) {
    return key(name, SettingType.bool(), value, OVERRIDE, help);
  }
}
