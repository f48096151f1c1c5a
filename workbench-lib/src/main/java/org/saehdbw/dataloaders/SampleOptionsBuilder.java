package org.saehdbw.dataloaders;

import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.transfers.TransferMode;

/** Changes single values of {@link SampleOptions}; each method is named for the value it sets. */
public final class SampleOptionsBuilder {
  private final int resolution;
  private final int channels;
  private final FaceType faceType;
  private GrayFrom grayFrom;
  private boolean allowGrayInColour;
  private boolean eyesMouth;
  private boolean randomWarp;
  private boolean randomSrcFlip;
  private boolean randomDstFlip;
  private boolean uniformYaw;
  private ScaleRange scaleRange;
  private int batchSize;
  private int threads;
  private int prefetch;
  private long seed;
  private TransferMode transfer;
  private ToneOptions tone;
  private CacheOptions cache;

  SampleOptionsBuilder(SampleOptions start) {
    resolution = start.resolution();
    channels = start.channels();
    faceType = start.faceType();
    grayFrom = start.grayFrom();
    allowGrayInColour = start.allowGrayInColour();
    eyesMouth = start.eyesMouth();
    randomWarp = start.randomWarp();
    randomSrcFlip = start.randomSrcFlip();
    randomDstFlip = start.randomDstFlip();
    uniformYaw = start.uniformYaw();
    scaleRange = start.scaleRange();
    batchSize = start.batchSize();
    threads = start.threads();
    prefetch = start.prefetch();
    seed = start.seed();
    transfer = start.transfer();
    tone = start.tone();
    cache = start.cache();
  }

  /** Sets {@link SampleOptions#grayFrom}. */
  public SampleOptionsBuilder grayFrom(GrayFrom value) {
    grayFrom = value;
    return this;
  }

  /** Sets {@link SampleOptions#allowGrayInColour}. */
  public SampleOptionsBuilder allowGrayInColour(boolean value) {
    allowGrayInColour = value;
    return this;
  }

  /** Sets {@link SampleOptions#eyesMouth}. */
  public SampleOptionsBuilder eyesMouth(boolean value) {
    eyesMouth = value;
    return this;
  }

  /** Sets {@link SampleOptions#randomWarp}. */
  public SampleOptionsBuilder randomWarp(boolean value) {
    randomWarp = value;
    return this;
  }

  /** Sets {@link SampleOptions#randomSrcFlip}. */
  public SampleOptionsBuilder randomSrcFlip(boolean value) {
    randomSrcFlip = value;
    return this;
  }

  /** Sets {@link SampleOptions#randomDstFlip}. */
  public SampleOptionsBuilder randomDstFlip(boolean value) {
    randomDstFlip = value;
    return this;
  }

  /** Sets {@link SampleOptions#uniformYaw}. */
  public SampleOptionsBuilder uniformYaw(boolean value) {
    uniformYaw = value;
    return this;
  }

  /** Sets {@link SampleOptions#scaleRange}. */
  public SampleOptionsBuilder scaleRange(ScaleRange value) {
    scaleRange = value;
    return this;
  }

  /** Sets {@link SampleOptions#batchSize}. */
  public SampleOptionsBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  /** Sets {@link SampleOptions#threads}. */
  public SampleOptionsBuilder threads(int value) {
    threads = value;
    return this;
  }

  /** Sets {@link SampleOptions#prefetch}. */
  public SampleOptionsBuilder prefetch(int value) {
    prefetch = value;
    return this;
  }

  /** Sets {@link SampleOptions#seed}. */
  public SampleOptionsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Sets {@link SampleOptions#transfer}. */
  public SampleOptionsBuilder transfer(TransferMode value) {
    transfer = value;
    return this;
  }

  /** Sets {@link SampleOptions#tone}. */
  public SampleOptionsBuilder tone(ToneOptions value) {
    tone = value;
    return this;
  }

  /** Sets {@link SampleOptions#cache}. */
  public SampleOptionsBuilder cache(CacheOptions value) {
    cache = value;
    return this;
  }

  /**
   * Returns the options.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public SampleOptions build() {
    return new SampleOptions(
        resolution,
        channels,
        faceType,
        grayFrom,
        allowGrayInColour,
        eyesMouth,
        randomWarp,
        randomSrcFlip,
        randomDstFlip,
        uniformYaw,
        scaleRange,
        batchSize,
        threads,
        prefetch,
        seed,
        transfer,
        tone,
        cache);
  }
}
