package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.statistics.Summary;

/**
 * What decoding a face costs on this machine, on one thread: as it is stored, and as {@code faceset
 * resize} would store it.
 *
 * @param faces how many were timed
 * @param storedMillis median time of a stored face
 * @param resizedMillis median time of the same faces at the training size, in JPEG quality 100
 */
public record DecodeCost(int faces, double storedMillis, double resizedMillis) {
  private static final int MOST_FACES = 24;
  private static final int ROUNDS = 4;
  private static final int QUALITY = 100;
  private static final double NANOS = 1e6;

  /** Returns what resizing saves with every face that is decoded; below 0 where it costs. */
  public double savedMillis() {
    return storedMillis - resizedMillis;
  }

  /** Times faces spread over the set; empty for one without files, or without a readable one. */
  static Optional<DecodeCost> measure(Faceset faces, int side) {
    List<byte[]> stored = new ArrayList<>();
    List<byte[]> resized = new ArrayList<>();
    int count = faces.entries().size();
    int take = Math.min(MOST_FACES, count);
    for (int i = 0; i < take; i++) {
      add(faces, (int) ((long) i * count / take), side, stored, resized);
    }
    return stored.isEmpty() ? Optional.empty() : Optional.of(time(stored, resized));
  }

  /** Adds a face as it is stored and as it would be; nothing for one that cannot be read. */
  private static void add(
      Faceset faces, int index, int side, List<byte[]> stored, List<byte[]> resized) {
    Optional<byte[]> file = readable(faces, index);
    if (file.isPresent()) {
      byte[] small = PictureFiles.encodeJpeg(resized(decode(file.get()), side), QUALITY);
      stored.add(file.get());
      resized.add(small);
    }
  }

  private static Optional<byte[]> readable(Faceset faces, int index) {
    try {
      faces.decode(index);
      return faces.file(index);
    } catch (FaceFileException e) {
      return Optional.empty();
    }
  }

  /** Both in turn, the first round thrown away: the machine is warm then. */
  private static DecodeCost time(List<byte[]> stored, List<byte[]> resized) {
    double[] storedTimes = new double[stored.size() * (ROUNDS - 1)];
    double[] resizedTimes = new double[storedTimes.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < stored.size(); i++) {
        double first = millis(stored.get(i));
        double second = millis(resized.get(i));
        if (round > 0) {
          storedTimes[(round - 1) * stored.size() + i] = first;
          resizedTimes[(round - 1) * stored.size() + i] = second;
        }
      }
    }
    return new DecodeCost(
        stored.size(), Summary.of(storedTimes).median(), Summary.of(resizedTimes).median());
  }

  private static double millis(byte[] file) {
    long start = System.nanoTime();
    decode(file);
    return (System.nanoTime() - start) / NANOS;
  }

  private static Picture decode(byte[] file) {
    try {
      return PictureFiles.decode(file);
    } catch (FaceFileException e) {
      throw new IllegalStateException("a face that was decoded is decoded no more", e);
    }
  }

  private static Picture resized(Picture picture, int side) {
    Mat from = OpenCv.toMat(picture);
    Mat to = new Mat();
    try {
      Imgproc.resize(from, to, new Size(side, side), 0, 0, Imgproc.INTER_LANCZOS4);
      return OpenCv.toPicture(to);
    } finally {
      OpenCv.release(from, to);
    }
  }
}
