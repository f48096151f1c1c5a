package org.saehdbw.dashboard.merges;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.browsers.Browser;
import org.saehdbw.dashboard.PageCamera;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.Keyframe;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.options.Transition;
import org.saehdbw.runs.RunFolder;

/**
 * Pictures of the merge page for the documents, made with {@code -Dpage.pictures=FOLDER
 * -Dpage.merge=RUN -Dpage.frames=FRAMES -Dpage.faces=FACES}.
 */
class MergePicturesIT {
  private static final int PHONE = 390;

  @TempDir private Path root;
  @TempDir private Path profile;

  @Test
  void picturesOfTheMergePage() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed");
    String folder = System.getProperty("page.pictures", "");
    String run = System.getProperty("page.merge", "");
    assumeTrue(!folder.isEmpty() && !run.isEmpty(), "pictures are made with -Dpage.merge=RUN");
    Merge asked =
        Merge.of(new RunFolder(PageCamera.home(run)))
            .frames(PageCamera.home(System.getProperty("page.frames", "")))
            .faces(PageCamera.home(System.getProperty("page.faces", "")))
            .into(root.resolve("night"));
    PageOptions options = new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.empty());
    try (InteractiveMerge merge = InteractiveMerge.open(asked);
        MergePageServer server = MergePageServer.start(options, merge);
        Browser browser = Browser.start(program.get(), profile)) {
      keyframes(merge);
      PageCamera camera =
          new PageCamera(browser, server.address(), PageCamera.home(folder), merge.channels() == 1);
      String seen = "document.getElementById('view').dataset.frame !== undefined";
      String wiped =
          seen
              + " && (document.getElementById('wiping').checked ||"
              + " (document.getElementById('wiping').click(),"
              + " document.getElementById('wipe').value = 32,"
              + " document.getElementById('wipe').dispatchEvent(new Event('input')), true))";
      String name = "page-merge-" + (merge.channels() == 1 ? "gray" : "colour");
      camera.take("?frame=40", name + "-light", 1280, 1080, "light", wiped);
      camera.take("?frame=40", name + "-dark", 1280, 1080, "dark", wiped);
      camera.take("?frame=75", name + "-phone", PHONE, 844, "light", seen);
    }
  }

  private static void keyframes(InteractiveMerge merge) throws Exception {
    merge.change(ChangeScope.ALL, 1, Map.of("erode_mask_modifier", "8"));
    merge.change(ChangeScope.ALL, 1, Map.of("blur_mask_modifier", "24"));
    merge.change(ChangeScope.ONWARD, 70, Map.of("blur_mask_modifier", "60"));
    merge.change(ChangeScope.ONWARD, 100, Map.of("mode", "seamless"));
    OptionTrack track = merge.options();
    merge.set(track.with(new Keyframe(1, track.at(1), Transition.LINEAR)), "an even way");
  }
}
