package org.saehdbw.facesets.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.LandmarkDoubt;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.PhotoFolder;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.ExifTurn;
import org.saehdbw.pictures.FaceCut;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/**
 * One import of a folder of photographs. Photographs with an EXIF orientation are cut last, when
 * all of them have been looked at.
 */
final class ImportRun {
  private static final String OPTION = "--apply-exif-turn";

  /** A photograph, its points and where its face goes. */
  record Job(Path photo, Path points, String target) {
    String name() {
      return PhotoFolder.nameOf(photo);
    }
  }

  private final FacesetImport asked;
  private final Path out;
  private final Progress progress;
  private final Set<String> imported = new TreeSet<>();
  private final List<String> without = new ArrayList<>();
  private final Map<String, String> bad = new TreeMap<>();
  private final Map<String, String> doubtful = new TreeMap<>();
  private final Set<String> turnNeeded = new TreeSet<>();
  private final Set<String> turned = new TreeSet<>();

  ImportRun(FacesetImport asked, Path out, Progress progress) {
    this.asked = asked;
    this.out = out;
    this.progress = progress;
  }

  ImportSummary run(PhotoFolder folder) throws FaceFileException, IOException {
    List<Job> jobs = jobs(folder);
    ImportTarget.requireFree(out, jobs, asked.force());
    Files.createDirectories(out);
    Map<Job, TurnEvidence> tagged = new LinkedHashMap<>();
    int looked = 0;
    int cut = 0;
    for (Job job : jobs) {
      attempt(job, () -> first(job, tagged));
      progress.at("photographs read", ++looked, jobs.size());
    }
    Collection<TurnEvidence> all = tagged.values();
    for (Map.Entry<Job, TurnEvidence> one : tagged.entrySet()) {
      attempt(one.getKey(), () -> second(one.getKey(), one.getValue(), all));
      progress.at("turned photographs cut", ++cut, tagged.size());
    }
    return new ImportSummary(
        List.copyOf(imported),
        without,
        reasons(bad),
        List.copyOf(turnNeeded),
        List.copyOf(turned),
        reasons(doubtful),
        folder.notRead(),
        folder.stray());
  }

  private interface Step {
    void run() throws FaceFileException, IOException;
  }

  private void attempt(Job job, Step step) throws IOException {
    try {
      step.run();
    } catch (FaceFileException e) {
      bad.put(job.name(), String.valueOf(e.getMessage()));
    }
  }

  private List<Job> jobs(PhotoFolder folder) {
    List<Job> jobs = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path photo : folder.photos()) {
      String stem = PhotoFolder.stemOf(photo);
      Optional<Path> points =
          asked.landmarks().fileNames(stem).stream()
              .map(photo::resolveSibling)
              .filter(Files::isRegularFile)
              .findFirst();
      String name = PhotoFolder.nameOf(photo);
      if (points.isEmpty()) {
        without.add(name);
      } else if (!taken.add(stem.toLowerCase(Locale.ROOT))) {
        bad.put(name, "another picture called " + stem + " came before");
      } else {
        jobs.add(new Job(photo, points.get(), stem + "_0.jpg"));
      }
    }
    return jobs;
  }

  /** Cuts a photograph that asks for no turn; looks at one that does. */
  private void first(Job job, Map<Job, TurnEvidence> tagged) throws FaceFileException, IOException {
    Landmarks points = asked.landmarks().read(job.points());
    byte[] bytes = read(job.photo());
    ExifTurn turn = ExifTurn.of(bytes);
    Picture picture = PictureFiles.decode(bytes);
    requireAlignment(job, points);
    if (turn.isNone()) {
      write(job, picture, points);
    } else {
      tagged.put(job, TurnEvidence.of(picture, turn, points));
    }
  }

  /** Cuts a photograph that asks for a turn, turned where its landmarks are the turned one's. */
  private void second(Job job, TurnEvidence evidence, Collection<TurnEvidence> all)
      throws FaceFileException, IOException {
    boolean toTurn = evidence.belongsToTurned(all);
    if (toTurn && !asked.applyExifTurn()) {
      turnNeeded.add(job.name());
      throw new FaceFileException(
          PhotoFolder.nameOf(job.points())
              + " belongs to the picture as its EXIF orientation shows it ("
              + evidence.turn().words()
              + "), not as it is stored; "
              + OPTION
              + " turns the picture first");
    }
    Landmarks points = asked.landmarks().read(job.points());
    Picture stored = PictureFiles.decode(read(job.photo()));
    write(job, toTurn ? evidence.turn().apply(stored) : stored, points);
    if (toTurn) {
      turned.add(job.name());
    }
  }

  private void write(Job job, Picture picture, Landmarks points)
      throws FaceFileException, IOException {
    requireInside(points, picture, PhotoFolder.nameOf(job.points()));
    Affine map = Alignment.faceMatrix(points, asked.faceType(), asked.size());
    double[] rect = Alignment.rectangle(points);
    FaceMetadata metadata =
        FaceMetadata.of(asked.faceType(), points.map(map))
            .withSource(
                job.name(),
                List.of((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]),
                points,
                map);
    Picture face = FaceCut.of(picture, map, asked.size());
    DflJpeg.write(
        out.resolve(job.target()),
        asked.gray() ? face.toGray() : face.toThreeChannels(),
        metadata,
        asked.quality());
    imported.add(job.target());
    LandmarkDoubt.of(picture, points).ifPresent(reason -> doubtful.put(job.name(), reason));
  }

  private static void requireAlignment(Job job, Landmarks points) throws FaceFileException {
    try {
      Alignment.toUnitSpace(points);
    } catch (IllegalArgumentException e) {
      throw new FaceFileException(PhotoFolder.nameOf(job.points()) + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path photo) throws FaceFileException {
    try {
      return Files.readAllBytes(photo);
    } catch (IOException e) {
      throw new FaceFileException(FileOperationException.unreadable(e), e);
    }
  }

  private static void requireInside(Landmarks points, Picture picture, String file)
      throws FaceFileException {
    int outside = LandmarkDoubt.outside(points, picture.width(), picture.height());
    if (outside > Landmarks.COUNT / 2) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "%d of the 68 points in %s lie outside of the picture of %d x %d pixels",
              outside,
              file,
              picture.width(),
              picture.height()));
    }
  }

  private static List<Faceset.RejectedFile> reasons(Map<String, String> byName) {
    return byName.entrySet().stream()
        .map(one -> new Faceset.RejectedFile(one.getKey(), one.getValue()))
        .toList();
  }
}
