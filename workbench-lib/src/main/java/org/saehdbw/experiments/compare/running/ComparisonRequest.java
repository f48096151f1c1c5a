package org.saehdbw.experiments.compare.running;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.experiments.OwnParts;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.extensions.HasShortName;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlRecord;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.training.classes.OwnClasses;

/**
 * A comparison that is yet to start, as a cell says it:
 *
 * <pre>{@code
 * var answer = ComparisonRequest.grayAgainstColour(spec).faces(faces).seeds(5).start().await();
 * }</pre>
 *
 * Immutable; every call returns another one. Nothing is checked before {@link #start}.
 */
public final class ComparisonRequest {
  private static final String FACES = "faces";
  private static final String QUALITY = "quality";

  private final ObjectNode tree;
  private final Path results;
  private final List<HasShortName> own;

  private ComparisonRequest(ObjectNode tree, Path results, List<HasShortName> own) {
    this.tree = tree;
    this.results = results;
    this.own = List.copyOf(own);
  }

  /** Compares the four arms of a model, whose channels do not count, at all usual levels. */
  public static ComparisonRequest grayAgainstColour(ModelSpec spec) {
    return grayAgainstColour(spec.toString());
  }

  /** Compares the four arms of a model, by its short name. */
  public static ComparisonRequest grayAgainstColour(String spec) {
    String model = spec.replaceFirst("-(gray|colour)$", "");
    ObjectNode tree = LedgerFormat.JSON.createObjectNode();
    tree.put("name", model).put("model", model);
    return new ComparisonRequest(tree, CompareFolder.defaultResults(), List.of());
  }

  private ComparisonRequest with(java.util.function.Consumer<ObjectNode> change) {
    ObjectNode changed = tree.deepCopy();
    change.accept(changed);
    return new ComparisonRequest(changed, results, own);
  }

  /** Pretrains on these colour faces: both sides learn to draw them. */
  public ComparisonRequest pretrainOn(Faceset faces) {
    return pretrainOn(faces.source());
  }

  /** Pretrains on a folder of aligned faces, or drawn faces such as {@code drawn:600}. */
  public ComparisonRequest pretrainOn(String source) {
    return with(t -> t.putObject(FACES).put(CompareSpec.PRETRAINING, source));
  }

  /** The older name of {@link #pretrainOn(Faceset)}. */
  public ComparisonRequest faces(Faceset faces) {
    return pretrainOn(faces);
  }

  /** The older name of {@link #pretrainOn(String)}. */
  public ComparisonRequest faces(String source) {
    return pretrainOn(source);
  }

  /** Trains from one person to another. */
  public ComparisonRequest faces(Faceset src, Faceset dst) {
    return with(
        t ->
            t.putObject(FACES)
                .put(CompareSpec.SRC, src.source())
                .put(CompareSpec.DST, dst.source()));
  }

  /** Gives the result folder a name in the place of the model's. */
  public ComparisonRequest named(String name) {
    return with(t -> t.put("name", name));
  }

  /** Compares only these arms; colour must be one. */
  public ComparisonRequest arms(Arm... arms) {
    return with(
        t -> {
          ArrayNode list = t.putArray("arms");
          for (Arm arm : arms) {
            list.add(arm.text());
          }
        });
  }

  /** Measures only these levels. */
  public ComparisonRequest levels(Level... levels) {
    return with(
        t -> {
          ArrayNode list = t.putArray("levels");
          for (Level level : levels) {
            list.add(level.text());
          }
        });
  }

  /** Sets how many rounds each level is measured. */
  public ComparisonRequest rounds(int rounds) {
    return with(t -> t.put("rounds", rounds));
  }

  /** Sets the samples a side of a step. */
  public ComparisonRequest batch(int size) {
    return with(t -> t.put("batch_size", size));
  }

  /** Trains every arm with so many seeds; five give a verdict. */
  public ComparisonRequest seeds(int count) {
    return with(t -> t.withObject("/" + QUALITY).put("seeds", count));
  }

  /**
   * Adds seeds until every arm is found better or worse than colour, or equivalent to it.
   *
   * @param margin the difference that is as good as none, a fraction of colour's mean
   * @param mostSeeds of each arm
   */
  public ComparisonRequest untilDecided(double margin, int mostSeeds) {
    Decide how = Decide.DEFAULT.withMargin(new Margin(margin, true)).withMostSeeds(mostSeeds);
    return with(
        t -> {
          ObjectNode quality = t.withObject("/" + QUALITY).put("until", Decide.DECIDED);
          quality.set("decide", LedgerFormat.JSON.valueToTree(how.fields()));
        });
  }

  /**
   * Trains every arm so many iterations, judged by held-out faces ten times on the way unless
   * {@link #judgeEvery} says otherwise.
   */
  public ComparisonRequest iterations(int count) {
    return with(t -> t.withObject("/" + QUALITY).put("iterations", count));
  }

  /** Saves and judges each training every so many iterations. */
  public ComparisonRequest judgeEvery(int iterations) {
    return with(t -> t.withObject("/" + QUALITY).put("save_every", iterations));
  }

  /** Sets a key of the experiment, such as {@code steps}, or a training setting for all arms. */
  public ComparisonRequest set(String key, Object value) {
    boolean own = CompareFile.KEYS.contains(key);
    return with(
        t -> {
          ObjectNode into = own ? t : t.withObject("/set");
          into.set(key, LedgerFormat.JSON.valueToTree(value));
        });
  }

  /** Trains all arms with a block of one's own, as {@code Training.block} does. */
  public ComparisonRequest block(BlockKind kind) {
    return knowing(kind).set("block", kind.shortName());
  }

  /** Trains all arms with a loss of one's own, as {@code Training.extraLoss} does. */
  public ComparisonRequest extraLoss(ExtraLoss loss, double power) {
    return knowing(loss).set("extra_loss", loss.shortName()).set("extra_loss_power", power);
  }

  private ComparisonRequest knowing(HasShortName part) {
    List<HasShortName> all = new ArrayList<>(own);
    if (!(part instanceof Enum)) {
      all.add(part);
    }
    return new ComparisonRequest(tree, results, all);
  }

  /** Puts the result folder below another folder. */
  public ComparisonRequest in(Path folder) {
    return new ComparisonRequest(tree, folder, own);
  }

  /**
   * Returns what it comes to, checked.
   *
   * @throws SettingsException if the comparison cannot be made
   */
  public CompareSpec spec() throws SettingsException {
    return CompareFile.parse(YamlRecord.of(tree, "notebook"));
  }

  /**
   * Starts it, in a process of its own that does not end with this one; a comparison of the same
   * name and settings is continued. One that is running already is not started a second time: its
   * run is returned as it is.
   *
   * @throws SettingsException if it cannot be made; nothing was written then
   * @throws org.saehdbw.files.FolderInUseException if another process works on a comparison of this
   *     name with other settings; nothing was touched then
   */
  public CompareRun start() throws SettingsException, IOException {
    CompareSpec spec = withClasses().spec();
    CompareRun working = CompareRun.open(results.resolve(spec.name()));
    if (working.isRunning()) {
      requireAsked(spec, working.folder());
      return working;
    }
    CompareFolder folder = ComparisonDriver.create(spec, results);
    Files.deleteIfExists(folder.stopRequest());
    Files.deleteIfExists(folder.log());
    CompareTask task = new CompareTask.Whole(folder.path());
    Process process = ChildProgram.find(CompareTask.class).startDetached(task, folder.log());
    return CompareRun.started(folder, process);
  }

  private ComparisonRequest withClasses() throws SettingsException, IOException {
    return own.isEmpty()
        ? this
        : set(OwnClasses.OWN_CLASSES.name(), OwnParts.store(own, results).toString());
  }

  private static void requireAsked(CompareSpec spec, CompareFolder folder)
      throws SettingsException, IOException {
    if (!CompareFile.read(folder.experiment(), List.of()).equals(spec)) {
      folder.requireIdle();
      throw new SettingsException(
          folder.name()
              + " is starting with other settings ("
              + folder.experiment()
              + "); stop it first, or give this comparison another name");
    }
  }
}
