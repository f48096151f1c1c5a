package org.saehdbw.facesets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.pictures.FaceFileException;

/**
 * What is in a faceset's folder beside the pictures that may be faces.
 *
 * @param notRead pictures of kinds that never carry face data
 * @param stray how many files of operating systems and the like are passed over
 * @param inSubfolders how many pictures the subfolders hold, where these are not read as persons
 */
record FolderRemarks(List<Faceset.RejectedFile> notRead, int stray, int inSubfolders) {
  static final String NOT_JPG = "only files whose names end in .jpg carry face data";

  /**
   * Looks through a folder.
   *
   * @param own what it holds
   * @param persons the subfolders that are read as persons, none where the folder's own pictures
   *     are read
   * @throws FaceFileException if a folder cannot be listed
   */
  static FolderRemarks of(PhotoFolder own, List<Path> persons) throws FaceFileException {
    List<Faceset.RejectedFile> notRead = new ArrayList<>();
    int stray = own.stray();
    int inSubfolders = 0;
    add(own, "", notRead);
    for (Path person : persons) {
      PhotoFolder one = PhotoFolder.list(person);
      stray += one.stray();
      add(one, PhotoFolder.nameOf(person) + "/", notRead);
    }
    if (persons.isEmpty()) {
      for (Path subfolder : FacesetFolder.persons(own)) {
        inSubfolders += FacesetFolder.pictures(subfolder).size();
      }
    }
    return new FolderRemarks(List.copyOf(notRead), stray, inSubfolders);
  }

  private static void add(PhotoFolder folder, String person, List<Faceset.RejectedFile> notRead) {
    folder.photos().stream()
        .map(PhotoFolder::nameOf)
        .filter(name -> !FacesetFolder.isPicture(name))
        .forEach(name -> notRead.add(new Faceset.RejectedFile(person + name, NOT_JPG)));
    folder.notRead().forEach(name -> notRead.add(new Faceset.RejectedFile(person + name, NOT_JPG)));
  }

  /**
   * Returns the lines.
   *
   * @param pictures how many pictures of the folder's own, or of its persons, may be faces
   * @param faces how many of them are
   */
  List<String> lines(int pictures, int faces) {
    List<String> lines = new ArrayList<>();
    if (stray > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "skipped %d %s of the operating system",
              stray,
              stray == 1 ? "file" : "files"));
    }
    if (inSubfolders > 0 && (faces == 0 || inSubfolders > pictures)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "the subfolders hold %d pictures, which are not read because the folder has %d"
                  + " pictures of its own; move those away to read each subfolder as a person",
              inSubfolders,
              pictures));
    }
    return List.copyOf(lines);
  }
}
