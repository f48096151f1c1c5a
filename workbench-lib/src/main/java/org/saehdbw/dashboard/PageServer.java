package org.saehdbw.dashboard;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.dashboard.serving.PageFiles;
import org.saehdbw.dashboard.serving.PageHost;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.dashboard.sweeps.StudyViews;
import org.saehdbw.files.Sha256;
import org.saehdbw.runs.RunAction;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;

/**
 * Serves the page of some runs until it is closed. It reads run folders only: a trainer need not be
 * alive, and one that is notices nothing but the requests of its user.
 *
 * <pre>{@code
 * try (PageServer server = PageServer.start(options, RunIndex.of(runsFolder))) {
 *   System.out.println(server.address());
 * }
 * }</pre>
 */
public final class PageServer implements AutoCloseable {
  private static final String PICTURE_FOR = "private, max-age=86400";

  private final RunIndex index;
  private final RunViews views;
  private final RunRows rows;
  private final StudyViews studies;
  private final Thumbnails thumbnails = new Thumbnails();
  private final EventHub hub;
  private final PageHost host;

  private PageServer(PageOptions options, RunIndex index) throws IOException {
    this.index = index;
    views = new RunViews(index);
    rows = new RunRows(index);
    studies = new StudyViews(index.studies());
    hub = new EventHub(views, rows, studies);
    boolean isStarted = false;
    try {
      host = PageHost.start(options, this::routes);
      isStarted = true;
    } finally {
      if (!isStarted) {
        hub.close();
      }
    }
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the port is in use, or cannot be bound
   */
  public static PageServer start(PageOptions options, RunIndex index) throws IOException {
    return new PageServer(options, index);
  }

  /** Returns the page's address, such as {@code http://127.0.0.1:7007/}. */
  public String address() {
    return host.address();
  }

  /** Returns the address of a run's page. */
  public String address(RunFolder run) {
    return address() + "runs/" + encoded(run.name());
  }

  /** Returns the address of a sweep's or comparison's page. */
  public String address(StudyFolder study) {
    return address() + "sweeps/" + encoded(study.name());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the port that is bound. */
  public int port() {
    return host.port();
  }

  /** Returns how many pages get events now. */
  public int openPages() {
    return hub.open();
  }

  private void routes(Javalin app, PageFiles files) {
    app.get("/", ctx -> files.answer(ctx, "/page/index.html"));
    app.get("/compare", ctx -> files.answer(ctx, "/page/compare.html"));
    app.get("/sweeps/{name}", ctx -> files.answer(ctx, "/page/sweep.html"));
    app.get("/runs/{name}", ctx -> files.answer(ctx, "/page/run.html"));
    app.get("/api/runs", ctx -> PageHost.json(ctx, Json.bytes(rows.all())));
    app.get("/api/found", this::find);
    app.get("/api/keys", ctx -> PageHost.json(ctx, Json.bytes((Object) rows.keys())));
    app.get("/api/sweeps", ctx -> PageHost.json(ctx, Json.bytes(studies.list())));
    app.get(
        "/api/sweeps/{name}", ctx -> PageHost.json(ctx, studies.of(name(ctx)).detail().bytes()));
    app.get("/api/runs/{name}", ctx -> PageHost.json(ctx, view(ctx).detail().bytes()));
    app.get(
        "/api/runs/{name}/series",
        ctx -> PageHost.json(ctx, view(ctx).series(SeriesRange.of(ctx))));
    app.get("/api/runs/{name}/sparkline", ctx -> PageHost.json(ctx, rows.sparkline(name(ctx))));
    app.get("/api/runs/{name}/previews/{file}", ctx -> picture(ctx, PreviewHistory::read));
    app.get("/api/runs/{name}/thumbnails/{file}", ctx -> picture(ctx, thumbnails::of));
    app.get("/api/events", this::events);
    app.get("/api/runs/{name}/labels", this::labels);
    app.post("/api/runs/{name}/labels", this::label);
    app.post("/api/runs/{name}/{action}", this::act);
    app.exception(RunException.class, (e, ctx) -> PageHost.refuse(ctx, 409, e));
  }

  private RunView view(Context request) throws IOException {
    return views.of(name(request));
  }

  private static String name(Context request) {
    return request.pathParam("name");
  }

  /** Where the bytes of a picture come from. */
  private interface Pictures {
    byte[] of(RunFolder run, String file) throws IOException;
  }

  private void picture(Context request, Pictures pictures) throws IOException {
    byte[] bytes = pictures.of(index.find(name(request)), request.pathParam("file"));
    String tag = '"' + Sha256.hex(bytes).substring(0, 16) + '"';
    request.header("Cache-Control", PICTURE_FOR);
    request.header("ETag", tag);
    if (tag.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.contentType("image/png").result(bytes);
    }
  }

  private void events(Context request) throws IOException {
    request.disableCompression();
    request.contentType("text/event-stream; charset=utf-8");
    request.header("X-Accel-Buffering", "no");
    try {
      hub.serve(Shown.of(request), request.res().getOutputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The page was closed.
      request.skipRemainingHandlers();
    }
  }

  private void find(Context request) throws IOException {
    try {
      RunFilter filter = RunFilter.parse(parameter(request, "filter"), parameter(request, "sort"));
      PageHost.json(request, rows.find(filter).bytes());
    } catch (IllegalArgumentException e) {
      throw new PageProblem(400, String.valueOf(e.getMessage()));
    }
  }

  private static String parameter(Context request, String name) {
    String text = request.queryParam(name);
    return text == null ? "" : text;
  }

  private void labels(Context request) throws IOException {
    RunLabels labels = RunLabels.read(index.find(name(request)));
    PageHost.json(request, LabelActions.json(labels).bytes());
  }

  private void label(Context request) throws IOException {
    RunLabels labels = LabelActions.change(index.find(name(request)), request.body());
    PageHost.json(request, LabelActions.json(labels).bytes());
  }

  private void act(Context request) throws IOException {
    RunFolder run = index.find(name(request));
    RunAction action =
        RunAction.named(request.pathParam("action"))
            .orElseThrow(() -> new PageProblem(404, "this is not an action of a run"));
    PageHost.json(
        request, new Json().put("name", run.name()).put("asked", action.ask(run)).bytes());
  }

  /** Ends all open pages and frees the port. */
  @Override
  public void close() {
    hub.close();
    host.close();
  }
}
