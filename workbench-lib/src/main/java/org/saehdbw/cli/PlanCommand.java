package org.saehdbw.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.BudgetSearch;
import org.saehdbw.planning.Calibration;
import org.saehdbw.planning.CalibrationFile;
import org.saehdbw.planning.Calibrator;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.CostSettings;
import org.saehdbw.planning.EqualCost;
import org.saehdbw.planning.Planner;
import org.saehdbw.planning.PublishedSizes;
import org.saehdbw.planning.StepCost;
import org.saehdbw.planning.StepProbe;
import org.saehdbw.runs.Processor;
import org.saehdbw.tensors.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a model costs before it is trained, and which models a budget allows. */
@Command(
    name = "plan",
    description = {
      "Show what a model costs before it is trained.",
      "A model's name gives its cost card, with --budget-mib also whether it fits; --budget-mib"
          + " with --resolution the dims that fit; --like the gray models that cost what a colour"
          + " model costs; --find-batch runs real steps of each batch size. --set adds"
          + " discriminators and styles to a card or to those steps."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./workbench plan df-udt-192-128-48-32-16 --batch 6 --budget-mib 1450",
      "  ./workbench plan df-udt-192-128-48-32-16 --set gan_power=0.1 --set gan_dims=32",
      "  ./workbench plan --budget-mib 1450 --resolution 192",
      "  ./workbench plan --like df-ud-128-96-32-32-16-colour --equal flops",
      "  ./workbench plan --find-batch df-ud-96-64-24-24-16 --budget-mib 1000"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final Duration LONGEST_TRY = Duration.ofMinutes(10);
  private static final int MOST_ROWS = 10;

  @Mixin private CommandOutput answer;

  @Parameters(paramLabel = "SPEC", arity = "0..1", description = "A model's short name.")
  private @Nullable String model;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Samples of each side; with --resolution the smallest batch that must fit (default: 4).")
  private int batch;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      description = "float32 or bf16 (default: ${DEFAULT-VALUE}).")
  private String precision;

  @Option(names = "--budget-mib", paramLabel = "M", description = "Memory limit, in MiB.")
  private @Nullable Double budget;

  @Option(
      names = "--of",
      paramLabel = "WHAT",
      defaultValue = "cpu",
      description =
          "With --resolution: whether the budget is a trainer's resident memory on the cpu, or a"
              + " card's (default: ${DEFAULT-VALUE}).")
  private String of;

  @Option(names = "--resolution", paramLabel = "R", description = "Find dims for this resolution.")
  private @Nullable Integer resolution;

  @Option(
      names = "--archi",
      paramLabel = "A",
      defaultValue = "df-udt",
      description = "With --resolution: family and options (default: ${DEFAULT-VALUE}).")
  private String archi;

  @Option(
      names = "--channels",
      paramLabel = "C",
      defaultValue = "gray",
      description = "With --resolution: gray or colour (default: ${DEFAULT-VALUE}).")
  private String channels;

  @Option(names = "--like", paramLabel = "SPEC", description = "A colour model to match in gray.")
  private @Nullable String like;

  @Option(
      names = "--equal",
      paramLabel = "WHAT",
      defaultValue = "params",
      description = "With --like: params, flops, memory or step-time (default: ${DEFAULT-VALUE}).")
  private String equal;

  @Option(
      names = "--find-batch",
      paramLabel = "SPEC",
      description = "Try batch sizes of a model within --budget-mib, each in a separate process.")
  private @Nullable String findBatch;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description =
          "With --find-batch: how long each batch is timed at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "256",
      description = "With --find-batch: the largest batch tried (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "With SPEC or --find-batch: set gan_power, gan_patch_size, gan_dims, true_face_power,"
              + " face_style_power, bg_style_power, micro_batch, activation_checkpointing or"
              + " save_beside; can be repeated.")
  private List<String> words = List.of();

  @Option(
      names = "--calibrate",
      description =
          "Measure this machine again (about a minute), so that step times can be predicted.")
  private boolean calibrate;

  @Option(
      names = "--published",
      description = "Compare the sizes of 21 models that the fork's author published with ours.")
  private boolean published;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOneQuestion();
    Precision steps = Precision.parse(precision);
    if (published) {
      List<PublishedSizes.Row> rows = PublishedSizes.read();
      answer.print(PlanJson.published(rows), PlanText.published(rows));
    } else if (calibrate) {
      calibrate(steps);
    } else if (findBatch != null) {
      findBatch(ModelSpec.parseNew(findBatch), steps);
    } else if (like != null) {
      like(ModelSpec.parseNew(like), steps);
    } else if (model != null) {
      card(ModelSpec.parseNew(model), steps);
    } else {
      dims(steps);
    }
    return ExitCode.DONE;
  }

  private void requireOneQuestion() {
    long asked =
        List.of(
                model != null,
                resolution != null,
                like != null,
                findBatch != null,
                calibrate,
                published)
            .stream()
            .filter(each -> each)
            .count();
    if (asked != 1) {
      throw new IllegalArgumentException(
          "plan answers one of SPEC, --resolution, --like, --find-batch, --calibrate and"
              + " --published, got "
              + (asked == 0 ? "none" : asked + " of them"));
    }
    if (budget != null && !(budget > 0)) {
      throw new IllegalArgumentException("--budget-mib must be above 0, got " + budget);
    }
    if (budget == null && (resolution != null || findBatch != null)) {
      throw new IllegalArgumentException(
          (resolution != null ? "--resolution" : "--find-batch") + " needs --budget-mib");
    }
    if (budget != null && (like != null || calibrate || published)) {
      throw new IllegalArgumentException(
          "--budget-mib goes with SPEC, --resolution or --find-batch only");
    }
    if (!words.isEmpty() && model == null && findBatch == null) {
      throw new IllegalArgumentException("--set goes with SPEC or --find-batch only");
    }
  }

  private double budget() {
    return Optional.ofNullable(budget).orElseThrow();
  }

  private void card(ModelSpec spec, Precision steps) {
    Planner planner = Planner.here(steps);
    CostCard card = planner.card(spec, batch, new CostSettings(words));
    if (budget == null) {
      answer.print(PlanJson.card(card), PlanText.card(card));
      return;
    }
    PlanVerdict verdict = PlanVerdict.of(planner, card, budget());
    answer.print(
        PlanJson.verdict(verdict), PlanText.card(card) + "\n\n" + PlanText.verdict(verdict));
  }

  private void dims(Precision steps) {
    if (!List.of("cpu", "card").contains(of)) {
      throw new IllegalArgumentException("--of must be cpu or card, got " + of);
    }
    if (!List.of("gray", "colour").contains(channels)) {
      throw new IllegalArgumentException("--channels must be gray or colour, got " + channels);
    }
    ModelSpec form =
        ModelSpec.parseNew(
            String.format(Locale.ROOT, "%s-%d-64-32-32-16-%s", archi, resolution, channels));
    BudgetSearch search = new BudgetSearch(Planner.here(steps), budget(), of.equals("card"), batch);
    List<BudgetSearch.Candidate> found = search.find(form);
    List<BudgetSearch.Candidate> best = found.subList(0, Math.min(MOST_ROWS, found.size()));
    List<BudgetSearch.NextStep> next =
        best.isEmpty() ? List.of() : search.next(best.get(0).card().spec());
    answer.print(PlanJson.budget(best, next, search), PlanText.budget(best, next, search));
  }

  private void like(ModelSpec colour, Precision steps) {
    EqualCost search = new EqualCost(Planner.here(steps), EqualCost.Measure.parse(equal), batch);
    List<EqualCost.Match> matches = search.find(colour, MOST_ROWS);
    CostCard card = search.planner().card(colour, batch);
    answer.print(PlanJson.equal(card, matches, search), PlanText.equal(card, matches, search));
  }

  private void calibrate(Precision steps) throws IOException, InterruptedException {
    answer.tell("nine small trainings, about a minute; run nothing else at the same time");
    Calibration measured = new Calibrator(StepProbe.unlimited(), answer::tell).measure(steps);
    CalibrationFile file = CalibrationFile.standard();
    file.write(steps, measured);
    answer.print(
        measured,
        PlanText.text(
            "steps within %.0f %% (each training predicted from the others), memory %+.0f MiB"
                + " against the shipped fit; kept in %s",
            measured.stepMillis().marginPercent(), measured.memoryOffsetMib(), file.path(steps)));
  }

  private void findBatch(ModelSpec spec, Precision steps) throws IOException, InterruptedException {
    CostSettings settings = new CostSettings(words);
    settings.losses(spec);
    StepCost one = StepCost.of(spec, 1);
    double surplus = Planner.here().memory().trainerSurplusMib(one);
    if (budget() <= surplus) {
      throw new IllegalArgumentException(
          PlanText.text(
              "--budget-mib must be above the %.0f MiB that a trainer of %s takes for faces,"
                  + " previews and a save's copy, got %.0f",
              surplus, spec, budget()));
    }
    BatchFinder finder =
        new BatchFinder(
            new StepProbe(budget() - surplus, LONGEST_TRY),
            Processor.here().cores(),
            seconds,
            most,
            each -> answer.tell(PlanText.tried(each)));
    BatchFinder.Found found = finder.find(spec, steps, settings);
    answer.print(
        PlanJson.batches(spec.toString(), settings, found, budget(), surplus),
        PlanText.batches(found, budget(), surplus));
  }
}
