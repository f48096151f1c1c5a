package org.saehdbw.extensions;

/** Something that a settings file can name. */
public interface HasShortName {
  /**
   * Returns the name by which settings, loss terms and checkpoints know it: lower-case letters,
   * digits and underscores, a letter first, such as {@code edge}. It must not change: a checkpoint
   * opens only with what it was made with.
   */
  String shortName();
}
