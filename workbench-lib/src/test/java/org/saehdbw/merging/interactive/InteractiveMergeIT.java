package org.saehdbw.merging.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.films.FilmTarget;
import org.saehdbw.films.Rate;
import org.saehdbw.films.VideoWriter;
import org.saehdbw.merging.jobs.DrawnClip;
import org.saehdbw.merging.jobs.JobFolder;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.jobs.MergeStatus;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** What is seen by eye is what the merge of all frames writes. */
class InteractiveMergeIT {
  private static final int FRAMES = 8;

  @TempDir private Path root;
  private Merge asked;

  @BeforeEach
  void draw() throws Exception {
    RunFolder run = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs"));
    Path frames = DrawnClip.frames(root.resolve("frames"), FRAMES);
    Path faces =
        DrawnClip.faces(root.resolve("faces"), IntStream.range(0, FRAMES - 1).boxed().toList());
    asked =
        Merge.of(run)
            .frames(frames)
            .faces(faces)
            .into(root.resolve("out"))
            .set("mask_mode", "dst")
            .threads(2);
  }

  private static Picture read(Path file) throws Exception {
    return PictureFiles.decode(Files.readAllBytes(file));
  }

  @Test
  void allFramesAreMergedAsTheyWereSeen() throws Exception {
    JobFolder folder = new JobFolder(root.resolve("out"));
    Picture[] seen = new Picture[FRAMES];
    Picture[] masks = new Picture[FRAMES];
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      merge.change(ChangeScope.ONWARD, 3, Map.of("mode", "seamless"));
      merge.change(ChangeScope.ONWARD, 5, Map.of("erode_mask_modifier", "20"));
      merge.change(ChangeScope.FRAME, 2, Map.of("color_transfer_mode", "none"));
      for (int i = FRAMES - 1; i >= 0; i--) {
        FrameView view = merge.view(i + 1);
        seen[i] = view.picture(ViewKind.MERGED);
        masks[i] = view.picture(ViewKind.MASK);
      }
      assertThat(merge.view(FRAMES).faces()).isZero();
      merge.process();
      Await.until("all frames", () -> !merge.processing().isRunning());
      assertThat(merge.processing().message()).contains("all frames are merged");
      assertThat(merge.done(5).orElseThrow().status()).isEqualTo(MergeStatus.MERGED);
    }
    for (int i = 0; i < FRAMES; i++) {
      String name = String.format(java.util.Locale.ROOT, "%05d.png", i + 1);
      assertThat(read(folder.frames().resolve(name)).pixels()).as(name).isEqualTo(seen[i].pixels());
      assertThat(read(folder.masks().resolve(name)).pixels()).as(name).isEqualTo(masks[i].pixels());
    }
    // The same job without the page has nothing left to do.
    assertThat(asked.options(folder.stored().options()).start().made()).isZero();
  }

  @Test
  void smoothedFramesAreMergedAsTheyWereSeen() throws Exception {
    JobFolder folder = new JobFolder(root.resolve("out"));
    Picture[] seen = new Picture[FRAMES];
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      merge.change(
          ChangeScope.ALL,
          1,
          Map.of(
              "mask_mode", "learned-prd",
              "landmark_smoothing", "30",
              "mask_smoothing", "60",
              "color_smoothing", "60",
              "sharpness_match", "50",
              "grain_match", "100"));
      for (int i : new int[] {5, 2, 0, 7, 1, 3, 6, 4}) {
        seen[i] = merge.view(i + 1).picture(ViewKind.MERGED);
      }
    }
    asked.options(folder.stored().options()).start();
    for (int i = 0; i < FRAMES; i++) {
      String name = String.format(java.util.Locale.ROOT, "%05d.png", i + 1);
      assertThat(read(folder.frames().resolve(name)).pixels()).as(name).isEqualTo(seen[i].pixels());
    }
  }

  @Test
  void aChangeReachesFramesThatWereMergedBefore() throws Exception {
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      merge.process();
      Await.until("all frames", () -> !merge.processing().isRunning());
      Picture before = merge.view(6).picture(ViewKind.MERGED);
      merge.change(ChangeScope.ONWARD, 6, Map.of("mode", "raw-rgb"));
      assertThat(merge.done(5)).isPresent();
      assertThat(merge.done(6)).as("made with other options").isEmpty();
      assertThat(merge.view(6).picture(ViewKind.MERGED).pixels()).isNotEqualTo(before.pixels());
      assertThat(merge.undo()).isTrue();
      assertThat(merge.done(6)).as("as it was").isPresent();
      assertThat(merge.redo()).isTrue();
      assertThat(merge.redo()).isFalse();
      merge.process();
      Await.until("the changed frames", () -> !merge.processing().isRunning());
      assertThat(merge.done(6)).isPresent();
      assertThat(read(new JobFolder(root.resolve("out")).frames().resolve("00006.png")).pixels())
          .isEqualTo(merge.view(6).picture(ViewKind.MERGED).pixels());
    }
  }

  @Test
  void aFolderWithoutFramesMayGetOtherOptions() throws Exception {
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      Map<String, Picture> sheet =
          merge.sheet(3, 4, java.util.List.of("", "mode=seamless blur_mask_modifier=8"));
      assertThat(sheet).containsOnlyKeys("as it is", "mode=seamless blur_mask_modifier=8");
      assertThat(sheet.get("as it is").width()).isBetween(20, 100);
      assertThatThrownBy(() -> merge.sheet(3, 4, java.util.List.of("seamless")))
          .hasMessage("a setting must be KEY=VALUE, got 'seamless'");
    }
    assertThat(asked.set("mode", "seamless").start().complete()).isTrue();
  }

  @Test
  void theFolderIsLockedWhileItIsOpen() throws Exception {
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      assertThat(merge.count()).isEqualTo(FRAMES);
      assertThatThrownBy(asked::start)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("is at work on this merge");
    }
    assertThat(asked.start().complete()).isTrue();
  }

  @Test
  void wrongFramesAndMissingNetworksAreRefused() throws Exception {
    try (InteractiveMerge merge = InteractiveMerge.open(asked)) {
      assertThatThrownBy(() -> merge.view(FRAMES + 1)).hasMessage("there are frames 1 to 8, got 9");
      merge.change(ChangeScope.ALL, 1, Map.of("mask_mode", "xseg-dst"));
      assertThatThrownBy(() -> merge.view(2)).hasMessageContaining("needs a segmentation network");
      merge.undo();
      assertThat(merge.view(2).faces()).isEqualTo(1);
    }
  }

  @Test
  void framesOfAFilmAreSeenInAnyOrder() throws Exception {
    Path film = root.resolve("film.mkv");
    try (VideoWriter writer = VideoWriter.open(FilmTarget.of(film, 3, 8, new Rate(25, 1)))) {
      for (int i = 0; i < FRAMES; i++) {
        Path file = root.resolve(String.format(java.util.Locale.ROOT, "frames/%05d.png", i + 1));
        writer.write(i, DeepPicture.of(read(file)));
      }
      writer.finish();
    }
    Merge ofFilm = asked.frames(film).into(root.resolve("of-film"));
    try (InteractiveMerge merge = InteractiveMerge.open(ofFilm);
        InteractiveMerge pictures = InteractiveMerge.open(asked)) {
      for (int frame : new int[] {7, 2, 8, 1, 3}) {
        assertThat(merge.view(frame).picture(ViewKind.MERGED).pixels())
            .as("frame %d", frame)
            .isEqualTo(pictures.view(frame).picture(ViewKind.MERGED).pixels());
      }
    }
  }

  @Test
  void masksAreShownAsTilesAndTint() {
    DeepPicture gray =
        DeepPicture.of(new Picture(6, 1, 1, new byte[] {100, 100, 100, 100, 100, 100}));
    Picture mask = new Picture(6, 1, 1, new byte[] {0, 0, -1, 0, 0, 0});
    FrameView view =
        new FrameView(
            1,
            gray,
            gray,
            mask,
            org.saehdbw.merging.options.MergeOptions.DEFAULTS,
            1,
            java.util.List.of());
    // 0.75 * 100 + 64 where the tile is lit and the mask is not.
    assertThat(view.picture(ViewKind.TILES).pixels()).containsExactly(75, 75, 75, 75, 75, 139);
    Picture tint = view.picture(ViewKind.TINT);
    assertThat(tint.channels()).isEqualTo(3);
    assertThat(tint.pixels()).startsWith(100, 100, 100).contains(70, 65, (byte) 178);
  }
}
