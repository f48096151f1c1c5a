package org.saehdbw.architectures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/** The settings of a {@link ModelSpec}, and its short name, which sets them all. */
public final class ModelSettings {
  private static final SettingType<Integer> STORED = SettingType.integer(1, 1 << 16);

  /** The pictures' channels as settings name them. */
  public enum Channels {
    /** One channel. */
    GRAY(1),
    /** Blue, green, red. */
    COLOUR(3);

    private final int count;

    Channels(int count) {
      this.count = count;
    }

    /** How many they are. */
    public int count() {
      return count;
    }

    /** The word in settings and in a model's short name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Channels of(int count) {
      return count == 1 ? GRAY : COLOUR;
    }
  }

  public static final Setting<Integer> RESOLUTION =
      Setting.of(
              "resolution",
              SettingType.integer(ModelSpec.MIN_RESOLUTION, ModelSpec.MAX_RESOLUTION),
              128,
              "side of the model's pictures in pixels")
          .storedAs(STORED)
          .fixed();
  public static final Setting<String> ARCHI = archi();
  public static final Setting<Integer> AE_DIMS =
      dims(
          "ae_dims", ModelSpec.MIN_AE_DIMS, ModelSpec.MAX_AE_DIMS, 256, "width of the inter block");
  public static final Setting<Integer> E_DIMS = dims("e_dims", 64, "width of the encoder");
  public static final Setting<Integer> D_DIMS = dims("d_dims", 64, "width of the decoder");
  public static final Setting<Integer> D_MASK_DIMS =
      dims("d_mask_dims", 22, "width of the mask decoder");
  public static final Setting<Channels> CHANNELS = channels();

  /** The settings of a model, without its short name. */
  public static final List<Setting<?>> PARTS =
      List.of(RESOLUTION, ARCHI, AE_DIMS, E_DIMS, D_DIMS, D_MASK_DIMS, CHANNELS);

  /** The model's short name; it sets {@link #PARTS}. */
  public static final Setting<String> MODEL =
      Setting.of(
              "model",
              SettingType.text("a short name"),
              "",
              "short name, such as df-udt-192-128-48-32-16-gray")
          .shortFor(name -> texts(ModelSpec.parse(name)))
          .fixed();

  public static final List<Setting<?>> SETTINGS =
      List.of(MODEL, RESOLUTION, ARCHI, AE_DIMS, E_DIMS, D_DIMS, D_MASK_DIMS, CHANNELS);

  private ModelSettings() {}

  private static Setting<Integer> dims(String name, int usual, String help) {
    return dims(name, ModelSpec.MIN_DIMS, ModelSpec.MAX_DIMS, usual, help);
  }

  private static Setting<Integer> dims(String name, int low, int high, int usual, String help) {
    return Setting.of(name, SettingType.integer(low, high), usual, help).storedAs(STORED).fixed();
  }

  private static Setting<String> archi() {
    SettingType<String> type =
        SettingType.pattern(
            "(?i)(df|liae)(-[" + OptionLetters.ALL + "]+)?",
            "df or liae, with options such as df-udt");
    return Setting.of("archi", type, "liae-ud", "architecture").storedAs(type).fixed();
  }

  private static Setting<Channels> channels() {
    SettingType<Channels> type = SettingType.words(List.of(Channels.values()), Channels::word);
    return Setting.of("channels", type, Channels.GRAY, "gray or colour pictures")
        .storedAs(type)
        .fixed();
  }

  /** Whether a source set what the model is, by its name or one of its parts. */
  public static boolean isSet(Settings settings) {
    return PARTS.stream().anyMatch(settings::isSet);
  }

  /**
   * The model that settings describe. One that exists already may have other dims than a new one.
   *
   * @throws SettingsException if such a model is impossible
   */
  public static ModelSpec spec(Settings settings) throws SettingsException {
    try {
      ModelSpec spec = of(settings);
      return settings.hasStored(PARTS) ? spec : spec.checkedForNewModel();
    } catch (IllegalArgumentException e) {
      String origin =
          PARTS.stream()
              .filter(settings::isSet)
              .map(settings::origin)
              .distinct()
              .collect(Collectors.joining(", "));
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
  }

  private static ModelSpec of(Settings settings) {
    String[] archi = settings.get(ARCHI).toUpperCase(Locale.ROOT).split("-", -1);
    return new ModelSpec(
        ModelSpec.Family.valueOf(archi[0]),
        archi.length > 1 ? archi[1].toLowerCase(Locale.ROOT) : "",
        settings.get(RESOLUTION),
        settings.get(AE_DIMS),
        settings.get(E_DIMS),
        settings.get(D_DIMS),
        settings.get(D_MASK_DIMS),
        settings.get(CHANNELS).count());
  }

  private static Map<Setting<?>, String> texts(ModelSpec spec) {
    Map<Setting<?>, String> texts = new LinkedHashMap<>();
    texts.put(RESOLUTION, String.valueOf(spec.resolution()));
    texts.put(ARCHI, spec.archi());
    texts.put(AE_DIMS, String.valueOf(spec.aeDims()));
    texts.put(E_DIMS, String.valueOf(spec.eDims()));
    texts.put(D_DIMS, String.valueOf(spec.dDims()));
    texts.put(D_MASK_DIMS, String.valueOf(spec.dMaskDims()));
    texts.put(CHANNELS, Channels.of(spec.channels()).word());
    return texts;
  }
}
