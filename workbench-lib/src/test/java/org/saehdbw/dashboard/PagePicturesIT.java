package org.saehdbw.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.browsers.Browser;
import org.saehdbw.dashboard.serving.PageOptions;

/**
 * Makes the pictures of {@code docs/live-page.md}, of the runs and sweeps of a workspace. Skipped
 * without {@code -Dpage.pictures=docs -Dpage.runs=results/runs -Dpage.run=NAME -Dpage.sweep=NAME}.
 */
class PagePicturesIT {
  private static final int PHONE = 390;

  @TempDir private Path profile;

  @Test
  void picturesOfEveryPage() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed");
    String folder = System.getProperty("page.pictures", "");
    assumeTrue(!folder.isEmpty(), "pictures are made with -Dpage.pictures=FOLDER");
    Path runs = PageCamera.home(System.getProperty("page.runs", "results/runs"));
    String run = "runs/" + System.getProperty("page.run", "");
    String sweep = "sweeps/" + System.getProperty("page.sweep", "");
    PageOptions options = new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.empty());
    try (PageServer server = PageServer.start(options, RunIndex.of(runs));
        Browser browser = Browser.start(program.get(), profile)) {
      PageCamera camera = new PageCamera(browser, server.address(), PageCamera.home(folder));
      String seen = "document.getElementById('now').dataset.iteration";
      camera.take(run, "page-desktop-light", 1280, 1060, "light", seen);
      camera.take(run, "page-desktop-dark", 1280, 1060, "dark", seen);
      camera.take(run, "page-phone-light", PHONE, 844, "light", seen);
      camera.take(run, "page-phone-dark", PHONE, 844, "dark", seen);
      String rows = "document.querySelector('#runs .spark path')";
      camera.take("", "page-list-dark", 1280, 900, "dark", rows);
      camera.take("", "page-list-phone-light", PHONE, 844, "light", rows);
      String trials = "document.querySelector('#trials tbody tr')";
      camera.take(sweep, "page-sweep-light", 1280, 1180, "light", trials);
      camera.take(sweep, "page-sweep-dark", 1280, 1180, "dark", trials);
      camera.take(sweep, "page-sweep-phone-light", PHONE, 844, "light", trials);
    }
  }
}
