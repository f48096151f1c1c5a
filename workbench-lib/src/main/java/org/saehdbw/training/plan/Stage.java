package org.saehdbw.training.plan;

import java.util.Locale;

/** What a run learns. */
public enum Stage {
  /** Faces in general, both sides from one faceset. */
  PRETRAIN,
  /** Two people: src is to be drawn in the place of dst. */
  TRAIN;

  /** Returns the name in files, such as {@code pretrain}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
