package org.saehdbw.faces;

/** The keys of DeepFaceLab's metadata dictionary. */
public final class MetadataKeys {
  public static final String FACE_TYPE = "face_type";
  public static final String LANDMARKS = "landmarks";
  public static final String SOURCE_FILENAME = "source_filename";
  static final String SOURCE_RECT = "source_rect";
  static final String SOURCE_LANDMARKS = "source_landmarks";
  static final String IMAGE_TO_FACE = "image_to_face_mat";
  public static final String BROWS = "eyebrows_expand_mod";
  public static final String POLYGONS = "seg_ie_polys";
  public static final String XSEG_MASK = "xseg_mask";

  private MetadataKeys() {}
}
