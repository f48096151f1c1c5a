package org.saehdbw.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.dashboard.sweeps.StudyViews;
import org.saehdbw.files.FileOperationException;
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
  private static final int THREADS = 128;
  private static final int IDLE_MILLIS = 60_000;
  private static final int TRIES = 20;
  private static final long MOST_SENT_BYTES = 1L << 20;
  private static final String JSON = "application/json";
  private static final String PICTURE_FOR = "private, max-age=86400";

  private final PageOptions options;
  private final RequestGuard guard;
  private final PageFiles files;
  private final RunIndex index;
  private final RunViews views;
  private final RunRows rows;
  private final StudyViews studies;
  private final Thumbnails thumbnails = new Thumbnails();
  private final EventHub hub;
  private final Javalin app;

  private PageServer(PageOptions options, RunIndex index) throws IOException {
    this.options = options;
    this.index = index;
    guard = new RequestGuard(options);
    files = new PageFiles();
    views = new RunViews(index);
    rows = new RunRows(index);
    studies = new StudyViews(index.studies());
    hub = new EventHub(views, rows, studies);
    app =
        Javalin.create(
            config -> {
              QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2, IDLE_MILLIS);
              threads.setName("page");
              threads.setDaemon(true);
              config.jetty.threadPool = threads;
              config.http.maxRequestSize = MOST_SENT_BYTES;
              config.showJavalinBanner = false;
              config.startupWatcherEnabled = false;
            });
    app.before(guard::check);
    routes();
    app.exception(PageProblem.class, (e, ctx) -> refuse(ctx, e.status(), e));
    app.exception(RunException.class, (e, ctx) -> refuse(ctx, 409, e));
    app.exception(FileOperationException.class, (e, ctx) -> refuse(ctx, 500, e));
    app.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, e.getStatus(), e));
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the port is in use, or cannot be bound
   */
  public static PageServer start(PageOptions options, RunIndex index) throws IOException {
    int tries = options.anyPort() && options.port() > 0 ? TRIES : 1;
    for (int i = 0; ; i++) {
      PageServer server = new PageServer(options, index);
      int port = options.port() + i;
      try {
        server.app.start(options.host(), port);
        return server;
      } catch (JavalinBindException e) {
        server.close();
        if (i + 1 == tries) {
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "cannot serve on %s port %d, which is in use or not allowed; --port chooses"
                      + " another one",
                  options.host(),
                  port),
              e);
        }
      }
    }
  }

  /** Returns the page's address, such as {@code http://127.0.0.1:7007/}. */
  public String address() {
    boolean any = options.host().equals("0.0.0.0") || options.host().equals("::");
    String host = any ? "localhost" : options.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
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
    return app.port();
  }

  /** Returns how many pages get events now. */
  public int openPages() {
    return hub.open();
  }

  private void routes() {
    app.get("/", ctx -> files.answer(ctx, "/page/index.html"));
    app.get("/compare", ctx -> files.answer(ctx, "/page/compare.html"));
    app.get("/sweeps/{name}", ctx -> files.answer(ctx, "/page/sweep.html"));
    app.get("/runs/{name}", ctx -> files.answer(ctx, "/page/run.html"));
    Handler file = ctx -> files.answer(ctx, ctx.path());
    app.get("/page/{file}", file);
    app.get("/lib/{library}/{file}", file);
    app.get("/api/session", ctx -> json(ctx, guard.session(ctx).bytes()));
    app.post("/api/session", this::open);
    app.get("/api/runs", ctx -> json(ctx, Json.bytes(rows.all())));
    app.get("/api/found", this::find);
    app.get("/api/keys", ctx -> json(ctx, Json.bytes((Object) rows.keys())));
    app.get("/api/sweeps", ctx -> json(ctx, Json.bytes(studies.list())));
    app.get("/api/sweeps/{name}", ctx -> json(ctx, studies.of(name(ctx)).detail().bytes()));
    app.get("/api/runs/{name}", ctx -> json(ctx, view(ctx).detail().bytes()));
    app.get("/api/runs/{name}/series", ctx -> json(ctx, view(ctx).series(SeriesRange.of(ctx))));
    app.get("/api/runs/{name}/sparkline", ctx -> json(ctx, rows.sparkline(name(ctx))));
    app.get("/api/runs/{name}/previews/{file}", ctx -> picture(ctx, PreviewHistory::read));
    app.get("/api/runs/{name}/thumbnails/{file}", ctx -> picture(ctx, thumbnails::of));
    app.get("/api/events", this::events);
    app.get("/api/runs/{name}/labels", this::labels);
    app.post("/api/runs/{name}/labels", this::label);
    app.post("/api/runs/{name}/{action}", this::act);
  }

  private RunView view(Context request) throws IOException {
    return views.of(name(request));
  }

  private static String name(Context request) {
    return request.pathParam("name");
  }

  private static void json(Context request, byte[] json) {
    request.contentType(JSON).result(json);
  }

  private void open(Context request) {
    try {
      guard.open(request, new ObjectMapper().readTree(request.body()).path("token").asText());
    } catch (JsonProcessingException e) {
      throw new PageProblem(400, "the request must be a JSON object with the key token");
    }
    json(request, new Json().put("known", true).bytes());
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
      json(request, rows.find(filter).bytes());
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
    json(request, LabelActions.json(labels).bytes());
  }

  private void label(Context request) throws IOException {
    RunLabels labels = LabelActions.change(index.find(name(request)), request.body());
    json(request, LabelActions.json(labels).bytes());
  }

  private void act(Context request) throws IOException {
    RunFolder run = index.find(name(request));
    RunAction action =
        RunAction.named(request.pathParam("action"))
            .orElseThrow(() -> new PageProblem(404, "this is not an action of a run"));
    json(request, new Json().put("name", run.name()).put("asked", action.ask(run)).bytes());
  }

  private static void refuse(Context request, int status, Exception problem) {
    request.status(status);
    json(request, new Json().put("error", String.valueOf(problem.getMessage())).bytes());
  }

  /** Ends all open pages and frees the port. */
  @Override
  public void close() {
    hub.close();
    app.stop();
  }
}
