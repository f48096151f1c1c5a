package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.Message;
import org.saehdbw.dashboard.answers.PageProblem;

/** All sweeps and comparisons that the page may show, and their list. */
public final class StudyViews {
  private final StudyIndex index;
  private final Map<String, StudyView> views = new LinkedHashMap<>();
  private List<Map<String, Object>> sent = List.of();

  /** Shows those of an index. */
  public StudyViews(StudyIndex index) {
    this.index = index;
  }

  /**
   * Returns the view of one, the same for all that ask.
   *
   * @throws PageProblem if it does not exist
   */
  public StudyView of(String name) throws IOException {
    StudyFolder study = index.find(name);
    synchronized (views) {
      StudyView view = views.get(name);
      if (view == null || !view.study().equals(study)) {
        view = new StudyView(study);
        views.put(name, view);
      }
      return view;
    }
  }

  /** Returns the list; one that cannot be read says why. */
  public List<Json> list() throws IOException {
    List<Json> list = new ArrayList<>();
    for (StudyFolder study : index.all()) {
      try {
        list.add(of(study.name()).row());
      } catch (IOException | RuntimeException e) {
        list.add(
            new Json()
                .put("name", study.name())
                .put("kind", study.kind().text())
                .put("status", "damaged")
                .put("total", 0)
                .put("problem", String.valueOf(e.getMessage())));
      }
    }
    return list;
  }

  /** Returns the list if it changed since the last time. */
  public List<Message> news() throws IOException {
    List<Map<String, Object>> now = list().stream().map(Json::map).toList();
    synchronized (views) {
      if (now.equals(sent)) {
        return List.of();
      }
      sent = now;
    }
    return List.of(Message.of("sweeps", new Json().put("all", now)));
  }
}
