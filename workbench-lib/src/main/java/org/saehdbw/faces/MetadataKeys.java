package org.saehdbw.faces;

/** The keys of DeepFaceLab's metadata dictionary. */
final class MetadataKeys {
  static final String FACE_TYPE = "face_type";
  static final String LANDMARKS = "landmarks";
  static final String SOURCE_FILENAME = "source_filename";
  static final String SOURCE_RECT = "source_rect";
  static final String SOURCE_LANDMARKS = "source_landmarks";
  static final String IMAGE_TO_FACE = "image_to_face_mat";
  static final String BROWS = "eyebrows_expand_mod";
  static final String POLYGONS = "seg_ie_polys";
  static final String XSEG_MASK = "xseg_mask";

  private MetadataKeys() {}
}
