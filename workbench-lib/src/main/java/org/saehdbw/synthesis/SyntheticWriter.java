package org.saehdbw.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.StrayFiles;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** Draws a faceset into files on several threads. */
final class SyntheticWriter {
  private static final int MAX_THREADS = 64;

  private final SyntheticFaces faces;
  private final Path out;
  private final IntConsumer progress;

  private SyntheticWriter(SyntheticFaces faces, Path out, IntConsumer progress) {
    this.faces = faces;
    this.out = out;
    this.progress = progress;
  }

  static void write(SyntheticFaces faces, Path out, int threads, IntConsumer progress)
      throws IOException, InterruptedException {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be from 1 to " + MAX_THREADS + ", got " + threads);
    }
    Files.createDirectories(out);
    requireEmpty(out);
    new SyntheticWriter(faces, out, progress).on(threads);
    // Last, so that a folder with this file is a folder with every face.
    SyntheticParameters.write(out, faces);
  }

  private static void requireEmpty(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      if (files.anyMatch(file -> !StrayFiles.is(String.valueOf(file.getFileName())))) {
        throw new IllegalArgumentException(
            "drawn faces go into a new or an empty folder, got " + out + ", which holds files");
      }
    }
  }

  private void on(int threads) throws IOException, InterruptedException {
    try (Workers workers = new Workers(threads, "drawn-faces")) {
      workers.each(
          faces.count(),
          i -> write(faces.draw(i), out.resolve(SyntheticFaces.fileName(i))),
          progress);
    }
  }

  private static void write(SyntheticFace face, Path file) throws IOException {
    try {
      DflJpeg.write(file, face.picture(), face.metadata(), FacesetImport.DEFAULT_QUALITY);
    } catch (FaceFileException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
