package org.saehdbw.experiments;

import java.nio.file.Path;
import java.util.List;

/** What a process of its own trains; the program for it is a {@code ChildProgram} of this type. */
public sealed interface TrainerTask {
  /**
   * Continues a prepared run folder.
   *
   * @param run the folder
   * @param changes settings that change, {@code key=value}
   */
  record Resume(Path run, List<String> changes) implements TrainerTask {
    /** Copies the list. */
    public Resume {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Starts or continues the run of a name.
   *
   * @param settings the settings file
   * @param runs the folder of run folders
   * @param name the run's name
   * @param waits whether it prepares itself and waits for a line on its input before it begins
   */
  record Named(Path settings, Path runs, String name, boolean waits) implements TrainerTask {
    /** A task that begins at once. */
    public Named(Path settings, Path runs, String name) {
      this(settings, runs, name, false);
    }
  }

  /**
   * Starts or continues a sweep.
   *
   * @param experiment the experiment file
   * @param results the folder of result folders
   */
  record Sweep(Path experiment, Path results) implements TrainerTask {}
}
