package org.saehdbw.dashboard.merges;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.dashboard.serving.PageFiles;
import org.saehdbw.dashboard.serving.PageHost;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.films.FilmException;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.interactive.ViewKind;

/**
 * Serves the page on which the options of a merge are chosen by eye, until it is closed. The merge
 * stays the caller's to close.
 *
 * <pre>{@code
 * try (InteractiveMerge merge = InteractiveMerge.open(asked);
 *     MergePageServer server = MergePageServer.start(options, merge)) {
 *   System.out.println(server.address());
 * }
 * }</pre>
 */
public final class MergePageServer implements AutoCloseable {
  private static final String PICTURE_FOR = "private, max-age=3600";

  private final InteractiveMerge merge;
  private final MergeState state;
  private final MergeActions actions;
  private final FramePictures pictures;
  private final PageHost host;

  private MergePageServer(PageOptions options, InteractiveMerge merge) throws IOException {
    this.merge = merge;
    state = new MergeState(merge);
    actions = new MergeActions(merge);
    pictures = new FramePictures(merge);
    host = PageHost.start(options, this::routes);
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the port is in use, or cannot be bound
   */
  public static MergePageServer start(PageOptions options, InteractiveMerge merge)
      throws IOException {
    return new MergePageServer(options, merge);
  }

  /** Returns the page's address, such as {@code http://127.0.0.1:7007/}. */
  public String address() {
    return host.address();
  }

  /** Returns the port that is bound. */
  public int port() {
    return host.port();
  }

  private void routes(Javalin app, PageFiles files) {
    app.get("/", request -> files.answer(request, "/page/merge.html"));
    app.get("/api/merge", request -> PageHost.json(request, state.fixed()));
    app.get("/api/merge/spans", request -> PageHost.json(request, Json.bytes(state.spans())));
    app.get("/api/merge/frames/{frame}", request -> PageHost.json(request, at(frame(request))));
    app.get("/api/merge/frames/{frame}/{kind}", this::picture);
    app.post("/api/merge/{action}", this::act);
    app.exception(FilmException.class, (e, request) -> PageHost.refuse(request, 500, e));
  }

  private Json at(long frame) {
    return state.at(frame);
  }

  private long frame(Context request) {
    String text = request.pathParam("frame");
    long frame = text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    if (frame < 1 || frame > merge.count()) {
      throw new PageProblem(404, "there are frames 1 to " + merge.count() + ", got " + text);
    }
    return frame;
  }

  private void picture(Context request) throws IOException {
    ViewKind kind;
    try {
      kind = ViewKind.of(request.pathParam("kind"));
    } catch (IllegalArgumentException e) {
      throw new PageProblem(404, String.valueOf(e.getMessage()));
    }
    long frame = frame(request);
    String version = state.version(frame);
    byte[] png = pictures.png(frame, kind);
    // The address names the options; a picture of others must not be kept under it.
    boolean isAsked = version.equals(request.queryParam("v"));
    request.header("Cache-Control", isAsked ? PICTURE_FOR : "no-store");
    request.contentType("image/png").result(png);
  }

  private void act(Context request) throws IOException {
    long frame = actions.act(request.pathParam("action"), PageHost.body(request));
    PageHost.json(request, at(frame));
  }

  /** Ends the page and frees its port. */
  @Override
  public void close() {
    host.close();
  }
}
