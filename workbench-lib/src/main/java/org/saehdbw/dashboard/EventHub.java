package org.saehdbw.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.Message;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.dashboard.sweeps.StudyViews;
import org.saehdbw.parallel.Background;

/**
 * Sends pages what changes. One thread looks at the files of the runs that some page shows, twice a
 * second and only while one is open; what it finds is written once and given to every page, so many
 * pages cost as much as one. A page that reads too slowly is told to load everything again.
 */
final class EventHub implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;
  private static final long ALIVE_SECONDS = 10;
  private static final int MOST_PAGES = 100;
  private static final int MOST_WAITING = 200;
  private static final Message AGAIN = Message.of("again", new Json());
  private static final Message END = new Message(new byte[0]);

  /** One open page: what it shows and what it was not sent yet. */
  private record Page(Shown shows, BlockingQueue<Message> waiting) {
    void give(Message message) {
      if (!waiting.offer(message)) {
        waiting.clear();
        waiting.add(AGAIN);
      }
    }
  }

  private final RunViews views;
  private final RunRows rows;
  private final StudyViews studies;
  private final Set<Page> pages = new LinkedHashSet<>();
  private boolean closed;

  EventHub(RunViews views, RunRows rows, StudyViews studies) {
    this.views = views;
    this.rows = rows;
    this.studies = studies;
    Background.start(
        "page-watch",
        () -> {
          watch();
          return true;
        });
  }

  /**
   * Sends a page its events until it is closed; the calling thread works for this page meanwhile.
   *
   * @param shows the run or sweep that it shows, or all
   * @throws IOException when the page is gone
   * @throws PageProblem if too many pages are open
   */
  void serve(Shown shows, OutputStream out) throws IOException, InterruptedException {
    Page page = new Page(shows, new ArrayBlockingQueue<>(MOST_WAITING));
    page.give(Message.of("hello", new Json()));
    synchronized (this) {
      if (pages.size() >= MOST_PAGES || closed) {
        throw new PageProblem(503, MOST_PAGES + " pages are open; close one of them");
      }
      pages.add(page);
      notifyAll();
    }
    try {
      while (true) {
        @Nullable Message next = page.waiting().poll(ALIVE_SECONDS, TimeUnit.SECONDS);
        if (next == END) {
          return;
        }
        out.write((next == null ? Message.ALIVE : next).bytes());
        out.flush();
      }
    } finally {
      synchronized (this) {
        pages.remove(page);
      }
    }
  }

  /** How many pages are open. */
  synchronized int open() {
    return pages.size();
  }

  private void watch() {
    try {
      while (true) {
        Map<Shown, List<Page>> shown = shown();
        if (shown.isEmpty()) {
          return;
        }
        shown.forEach(this::send);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for an open page; nothing is returned once the hub is closed. */
  private synchronized Map<Shown, List<Page>> shown() throws InterruptedException {
    while (pages.isEmpty() && !closed) {
      wait();
    }
    Map<Shown, List<Page>> shown = new HashMap<>();
    if (!closed) {
      pages.forEach(
          page -> shown.computeIfAbsent(page.shows(), none -> new ArrayList<>()).add(page));
    }
    return shown;
  }

  private void send(Shown shows, List<Page> to) {
    for (Message message : news(shows)) {
      to.forEach(page -> page.give(message));
    }
  }

  private List<Message> news(Shown shows) {
    try {
      return switch (shows.kind()) {
        case RUN -> views.of(shows.name()).news();
        case SWEEP -> studies.of(shows.name()).news();
        case ALL -> Stream.concat(rows.news().stream(), studies.news().stream()).toList();
      };
    } catch (PageProblem e) {
      return List.of(Message.of("gone", new Json().put("message", String.valueOf(e.getMessage()))));
    } catch (IOException | RuntimeException e) {
      return List.of(
          Message.of("problem", new Json().put("message", String.valueOf(e.getMessage()))));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    pages.forEach(
        page -> {
          page.waiting().clear();
          page.waiting().add(END);
        });
    notifyAll();
  }
}
