package org.saehdbw.deepfacelab;

/** DeepFaceLab's model classes that are read here; the name is part of every file's name. */
public enum ModelClass {
  /** The original, in colour. */
  SAEHD,
  /** The gray fork. */
  SAEHDBW;

  /** Returns the class that a model of so many channels has. */
  static ModelClass ofChannels(int channels) {
    return channels == 1 ? SAEHDBW : SAEHD;
  }
}
