package org.saehdbw.dashboard.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.files.FileOperationException;

/**
 * A web server for pages of one machine's user. It refuses what {@link RequestGuard} refuses, asks
 * for the token where there is one, and serves the files of all pages; the rest is told to it.
 */
public final class PageHost implements AutoCloseable {
  /** A header that what changes something must have, and that pages of other sites cannot set. */
  public static final String OWN_HEADER = RequestGuard.OWN_HEADER;

  private static final int THREADS = 128;
  private static final int IDLE_MILLIS = 60_000;
  private static final int TRIES = 20;
  private static final long MOST_SENT_BYTES = 1L << 20;
  private static final String JSON = "application/json";

  private final PageOptions options;
  private final RequestGuard guard;
  private final PageFiles files;
  private final Javalin app;

  /** What a page adds: paths and what is answered there. */
  @FunctionalInterface
  public interface Routes {
    /** Adds them. */
    void add(Javalin app, PageFiles files);
  }

  private PageHost(PageOptions options, Routes routes) throws IOException {
    this.options = options;
    guard = new RequestGuard(options);
    files = new PageFiles();
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
    app.get("/page/{file}", request -> files.answer(request, request.path()));
    app.get("/lib/{library}/{file}", request -> files.answer(request, request.path()));
    app.get("/api/session", request -> json(request, guard.session(request)));
    app.post("/api/session", this::open);
    routes.add(app, files);
    app.exception(PageProblem.class, (e, request) -> refuse(request, e.status(), e));
    app.exception(FileOperationException.class, (e, request) -> refuse(request, 500, e));
    app.exception(HttpResponseException.class, (e, request) -> refuse(request, e.getStatus(), e));
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the port is in use, or cannot be bound
   */
  public static PageHost start(PageOptions options, Routes routes) throws IOException {
    int tries = options.anyPort() && options.port() > 0 ? TRIES : 1;
    for (int i = 0; ; i++) {
      PageHost host = new PageHost(options, routes);
      int port = options.port() + i;
      try {
        host.app.start(options.host(), port);
        return host;
      } catch (JavalinBindException e) {
        host.close();
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

  /** Returns the address, such as {@code http://127.0.0.1:7007/}. */
  public String address() {
    boolean any = options.host().equals("0.0.0.0") || options.host().equals("::");
    String host = any ? "localhost" : options.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  /** Returns the port that is bound. */
  public int port() {
    return app.port();
  }

  private void open(Context request) {
    guard.open(request, body(request).path("token").asText());
    json(request, new Json().put("known", true));
  }

  /**
   * Returns what a request sent.
   *
   * @throws PageProblem if it is not a JSON object
   */
  public static JsonNode body(Context request) {
    return Json.object(request.body());
  }

  /** Answers with an object. */
  public static void json(Context request, Json answer) {
    json(request, answer.bytes());
  }

  /** Answers with JSON text. */
  public static void json(Context request, byte[] text) {
    request.contentType(JSON).result(text);
  }

  /** Refuses a request with the message of a problem. */
  public static void refuse(Context request, int status, Exception problem) {
    request.status(status);
    json(request, new Json().put("error", String.valueOf(problem.getMessage())));
  }

  /** Frees the port. */
  @Override
  public void close() {
    app.stop();
  }
}
