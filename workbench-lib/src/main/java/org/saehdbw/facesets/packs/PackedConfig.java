package org.saehdbw.facesets.packs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.MetadataKeys;
import org.saehdbw.faces.MetadataReader;
import org.saehdbw.faces.PackedName;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pictures.FaceFileException;

/**
 * What a pack says of one face.
 *
 * @param fileName a plain file's name
 * @param person whose face it is, in a pack of persons: a plain folder's name
 * @param metadata the face data, empty where they are of no use
 * @param reason why they are of no use, empty otherwise
 */
record PackedConfig(
    String fileName, Optional<String> person, Optional<FaceMetadata> metadata, String reason) {
  static final String FACE_TYPE = "facelib.FaceType";
  static final String FACE_TYPE_CLASS = "FaceType";
  static final String SAMPLE_TYPE = "samplelib.Sample";
  static final String SAMPLE_TYPE_CLASS = "SampleType";

  private static final String FACE_TYPE_NAME = FACE_TYPE + "." + FACE_TYPE_CLASS;
  private static final String SAMPLE_TYPE_NAME = SAMPLE_TYPE + "." + SAMPLE_TYPE_CLASS;

  /** Reads a pack's list; knows the two enumerations and nothing else of the original's. */
  static final PickleReader READER =
      new PickleReader(
          PickleGlobals.numpy()
              .with(FACE_TYPE_NAME, PackedConfig::onlyArgument)
              .with(SAMPLE_TYPE_NAME, PackedConfig::onlyArgument)
              .with("builtins.getattr", PackedConfig::member),
          PickleLimits.forFiles());

  private static final Map<String, Long> MEMBERS =
      Map.ofEntries(
          Map.entry("HALF", 0L),
          Map.entry("MID_FULL", 1L),
          Map.entry("FULL", 2L),
          Map.entry("FULL_NO_ALIGN", 3L),
          Map.entry("WHOLE_FACE", 4L),
          Map.entry("HEAD", 10L),
          Map.entry("HEAD_NO_ALIGN", 20L),
          Map.entry("MARK_ONLY", 100L));

  /** The face's name in the set: the file's, behind the person's where there is one. */
  String name() {
    return person.map(folder -> folder + "/" + fileName).orElse(fileName);
  }

  /** How many numbers the face's polygons have. */
  int polygonNumbers() {
    return metadata.stream()
        .flatMap(face -> face.polygons().stream())
        .mapToInt(polygon -> polygon.xy().size())
        .sum();
  }

  /**
   * Takes one item of a pack's list.
   *
   * @param index which one, for messages
   * @throws PickleException if it is no dictionary, or a name in it is not a plain file's
   */
  static PackedConfig of(int index, Object item) throws PickleException {
    if (!(item instanceof Map<?, ?> values)) {
      throw new PickleException("face " + index + " is described by something else than pairs");
    }
    try {
      if (!(values.get("filename") instanceof String fileName)) {
        throw new FaceFileException("face " + index + " has no file name");
      }
      PackedName.require("face " + index, fileName);
      Optional<String> person = person(index, values.get("person_name"));
      return read(fileName, person, values);
    } catch (FaceFileException e) {
      throw new PickleException(String.valueOf(e.getMessage()));
    }
  }

  private static PackedConfig read(String fileName, Optional<String> person, Map<?, ?> values) {
    try {
      FaceMetadata metadata = MetadataReader.parse(dictionary(values));
      return new PackedConfig(fileName, person, Optional.of(metadata), "");
    } catch (FaceFileException e) {
      return new PackedConfig(fileName, person, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> person(int index, @Nullable Object value)
      throws FaceFileException {
    if (value == null || value == PickleNone.NONE) {
      return Optional.empty();
    }
    if (value instanceof String person) {
      return Optional.of(PackedName.require("the person of face " + index, person));
    }
    throw new FaceFileException("the person of face " + index + " has a name that is not text");
  }

  /** Gives the pack's values the keys and types that they have in a face file. */
  private static Map<String, Object> dictionary(Map<?, ?> values) throws FaceFileException {
    Map<String, Object> dictionary = new LinkedHashMap<>();
    for (String key :
        List.of(
            MetadataKeys.LANDMARKS,
            MetadataKeys.POLYGONS,
            MetadataKeys.BROWS,
            MetadataKeys.SOURCE_FILENAME)) {
      Object value = values.get(key);
      dictionary.put(key, value == null ? PickleNone.NONE : value);
    }
    Object mask = values.get("xseg_mask_compressed");
    dictionary.put(MetadataKeys.XSEG_MASK, mask == null ? PickleNone.NONE : mask);
    if (values.get(MetadataKeys.FACE_TYPE) instanceof Long id) {
      dictionary.put(MetadataKeys.FACE_TYPE, FaceType.ofId(id).fileName());
    }
    return dictionary;
  }

  private static Object onlyArgument(List<Object> arguments) throws PickleException {
    if (arguments.size() == 1 && arguments.get(0) instanceof Long value) {
      return value;
    }
    throw new PickleException("an enumeration takes one whole number");
  }

  /** Some Python versions write a member by its name. */
  private static Object member(List<Object> arguments) throws PickleException {
    if (arguments.size() == 2
        && arguments.get(0) instanceof PickleGlobals.Name type
        && arguments.get(1) instanceof String name) {
      if (type.name().equals(SAMPLE_TYPE_NAME)) {
        return 1L;
      }
      Long value = MEMBERS.get(name);
      if (type.name().equals(FACE_TYPE_NAME) && value != null) {
        return value;
      }
    }
    throw new PickleException(
        "builtins.getattr may only name a member of " + FACE_TYPE_NAME + " or " + SAMPLE_TYPE_NAME);
  }
}
