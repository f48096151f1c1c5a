package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.ManifestException;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.facesets.importing.LandmarkFormat;
import org.saehdbw.facesets.sorting.SortFiles;
import org.saehdbw.files.LockOwner;
import org.saehdbw.files.NotUtf8Exception;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.planning.CalibrationFile;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.synthesis.SyntheticParameters;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Precision;
import org.saehdbw.testing.Damage;
import org.saehdbw.testing.FuzzReport;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * Reads damaged files of JSON, YAML, CSV and landmarks by their readers. Each ends in a result or
 * in a typed error with a message.
 */
class TextReadersFuzzTest {
  private static final long SEED = Long.getLong("saehdbw.test.seed", 20_240_601);
  private static final int INPUTS = Integer.getInteger("saehdbw.test.inputs", 12_000) / 200;
  private static final Path REFERENCE = Path.of("../results/reference");
  private static final Pattern VALUES =
      Pattern.compile(
          "\"(?:[^\"\\\\\n]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|[A-Za-z_]+|\\[[^\\[\\]]*\\]|\\{[^{}]*\\}");
  private static final List<String> OTHERS =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "0",
          "1e400",
          "NaN",
          "true",
          "[null]",
          "{\"a\":null}",
          "99999999999999999999",
          "0.5",
          "\"x\"",
          "[[]]",
          "~",
          ".nan",
          "0x1F",
          "1_0",
          "12:30:45",
          "!!int x",
          "!!binary x",
          "&a",
          "*a",
          "? x",
          "- -",
          "1.",
          "-",
          "+1",
          "0o7",
          "0b1",
          "1e",
          "2001-01-01",
          "\"\\ud800\"",
          "\u00a0",
          "1,5",
          "=",
          "<<");

  /** What a power cut or another program leaves; read before files that are damaged at random. */
  private static final List<byte[]> FIRST =
      List.of(
          bytes("null"),
          new byte[50],
          new byte[64],
          new byte[0],
          bytes("\0\0r r\0\0io\n"),
          bytes("# 99999999999999999999 effective settings; old\na: 1  # x\n"),
          bytes("a: {}  # x\n"),
          bytes("{\"kind\": \"facts\"}\n{\"kind\": \"round\", \"blocks\": [{}]}\n"));

  @TempDir private Path folder;

  private interface Reading {
    Object read(byte[] bytes) throws Exception;
  }

  private record Reader(String name, List<byte[]> seeds, Reading reading) {}

  private static final List<Class<? extends Exception>> TYPED =
      List.of(
          SettingsException.class,
          RunException.class,
          FaceFileException.class,
          CheckpointException.class,
          ManifestException.class,
          NotUtf8Exception.class);

  private List<Reader> readers() throws IOException, InterruptedException {
    List<Reader> all = new ArrayList<>();
    List<byte[]> experiment = List.of(reference("dims-df-udt-small/experiment.yaml"));
    List<byte[]> comparison = List.of(reference("gray-vs-colour-small/experiment.yaml"));
    all.add(
        new Reader(
            "settings",
            List.of(Files.readAllBytes(Path.of("../experiments/quickstart.yaml"))),
            bytes -> {
              Path f = Files.write(folder.resolve("s.yaml"), bytes);
              return SettingsReader.readFile(TrainingSettings.defaults(), f);
            }));
    all.add(
        new Reader(
            "experiment",
            experiment,
            bytes -> ExperimentFile.read(Files.write(folder.resolve("e.yaml"), bytes))));
    all.add(
        new Reader(
            "comparison",
            comparison,
            bytes -> CompareFile.read(Files.write(folder.resolve("c.yaml"), bytes), List.of())));
    String settings =
        "# 4 effective settings; the origin of each value is behind it.\nmodel: \"df-ud-64-32-16-16-16\"  # a.yaml\nbatch_size: 4  # default\nheld_out: 0.1  # default\npretrain: true  # --set\n";
    all.add(
        new Reader(
            "run settings",
            List.of(bytes(settings)),
            bytes -> SettingsFile.read(Files.write(folder.resolve("settings.yaml"), bytes))));
    String events =
        "{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"saved\",\"iteration\":4}\n{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"started\",\"iteration\":0}\n";
    all.add(
        new Reader(
            "events",
            List.of(bytes(events)),
            bytes -> {
              EventLog log =
                  new EventLog(
                      Files.write(folder.resolve("events.jsonl"), bytes), Clock.systemUTC());
              log.damage();
              return log.read();
            }));
    all.add(
        new Reader(
            "environment",
            List.of(reference("dims-df-udt-small/environment.json")),
            bytes -> RunEnvironment.read(Files.write(folder.resolve("environment.json"), bytes))));
    all.add(
        new Reader(
            "owner",
            List.of(
                bytes(
                    new ObjectMapper().writeValueAsString(LockOwner.of(ProcessHandle.current())))),
            bytes ->
                LockOwner.read(Files.write(folder.resolve("owner.json"), bytes))
                    .map(o -> o.text() + o.mayLive())));
    RunFolder labelled = new RunFolder(Files.createDirectories(folder.resolve("0001_small_s1")));
    all.add(
        new Reader(
            "labels",
            List.of(
                bytes(
                    "{\"format\":\"saehdbw-run-labels\",\"version\":1,\"tags\":[\"film\",\"night\"],\"note\":\"too soft\\nhere\",\"archived\":false}")),
            bytes -> {
              Files.write(labelled.labelsFile(), bytes);
              return RunLabels.read(labelled);
            }));
    Path drawn = folder.resolve("drawn");
    SyntheticFaces.parse("drawn:3,size=16").writeTo(drawn);
    byte[] params = Files.readAllBytes(drawnFile(drawn));
    String pname = drawnFile(drawn).getFileName().toString();
    all.add(
        new Reader(
            "drawn",
            List.of(params),
            bytes -> {
              Files.write(drawn.resolve(pname), bytes);
              return SyntheticParameters.read(drawn);
            }));
    String header =
        "{\"__metadata__\":{\"a\":\"b\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}";
    all.add(
        new Reader(
            "safetensors",
            List.of(bytes(header)),
            bytes -> {
              ByteBuffer b = ByteBuffer.allocate(12 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
              b.putLong(bytes.length).put(bytes).putInt(0);
              try (SafetensorsReader r =
                  SafetensorsReader.open(Files.write(folder.resolve("w.safetensors"), b.array()))) {
                return r.readAll();
              }
            }));
    String eval =
        "{\"format\":\"saehdbw-evaluation\",\"version\":1,\"bins\":{\"yaw_degrees\":[-10.0,10.0],\"pitch_degrees\":[0.0]},\"src\":{\"faceset\":\"x\",\"faces\":[{\"name\":\"a.jpg\",\"content\":\"00\",\"origin\":\"00\",\"landmarks\":\"00\",\"yaw_degrees\":1.0,\"pitch_degrees\":2.0}]}}";
    all.add(
        new Reader(
            "evaluation",
            List.of(bytes(eval)),
            bytes -> EvaluationManifest.read(Files.write(folder.resolve("m.json"), bytes))));
    String manifest =
        "{\"format\":\"saehdbw-checkpoint\",\"version\":1,\"score\":0.5,\"files\":{\"weights.safetensors\":{\"bytes\":1,\"sha256\":\"ab\"},\"optimizer.safetensors\":{\"bytes\":1,\"sha256\":\"ab\"},\"state.json\":{\"bytes\":1,\"sha256\":\"ab\"}}}";
    Path gen = Files.createDirectories(folder.resolve("ck/000000001"));
    all.add(
        new Reader(
            "checkpoint",
            List.of(bytes(manifest)),
            bytes -> {
              Files.write(gen.resolve("manifest.json"), bytes);
              CheckpointStore s =
                  new CheckpointStore(folder.resolve("ck"), new KeepPolicy(3, 1, 0));
              return s.open(1);
            }));
    Path cal = Files.createDirectories(folder.resolve("cal"));
    all.add(
        new Reader(
            "calibration",
            List.of(
                bytes(
                    "{\"version\":1,\"machine\":{\"processor\":\"x\",\"usableThreads\":2,\"threads\":2,\"system\":\"l\",\"java\":\"17\",\"versions\":{\"a\":\"b\"}},\"precision\":\"float32\",\"measuredAt\":\"x\",\"runs\":[],\"stepMillis\":{},\"memoryOffsetMib\":1.0}")),
            bytes -> {
              Files.write(cal.resolve("float32.json"), bytes);
              return new CalibrationFile(cal).read(Precision.FLOAT32);
            }));
    Path sorted = Files.createDirectories(folder.resolve("sorted"));
    String journal =
        "{\"version\":1,\"rejectedFolder\":\"\",\"moves\":[{\"from\":\"a.jpg\",\"via\":\"b.jpg\",\"to\":\"c.jpg\",\"rejected\":false}]}";
    all.add(
        new Reader(
            "journal",
            List.of(bytes(journal)),
            bytes -> {
              Files.write(sorted.resolve(JOURNAL), bytes);
              SortFiles.in(sorted).requireFinished();
              return 1;
            }));
    all.add(
        new Reader(
            "order",
            List.of(bytes("{\"format\":\"saehdbw-order\",\"version\":1}")),
            bytes -> {
              Files.write(folder.resolve("order.json"), bytes);
              try {
                SortFiles.in(folder).requireOwn();
              } catch (IllegalArgumentException e) {
              }
              return 1;
            }));
    StringBuilder pts = new StringBuilder("version: 1\nn_points: 68\n{\n");
    StringBuilder plain = new StringBuilder();
    StringBuilder json = new StringBuilder("{\"landmarks\": [");
    StringBuilder idx = new StringBuilder("index;x;y\n");
    for (int i = 0; i < 68; i++) {
      String p = (10 + i * 3) + ".5 " + (20 + i * i % 97) + ".25";
      pts.append(p).append('\n');
      plain.append(p).append('\n');
      idx.append(i).append(';').append(p.replace(' ', ';')).append('\n');
      json.append(i == 0 ? "" : ",").append("[").append(p.replace(' ', ',')).append("]");
    }
    pts.append("}\n");
    json.append("]}");
    StringBuilder tem = new StringBuilder("189\n");
    for (int i = 0; i < 189; i++)
      tem.append(10 + i).append(' ').append(20 + i * i % 97).append('\n');
    tem.append("3\n0 1 2\n");
    for (LandmarkFormat f : LandmarkFormat.values()) {
      List<byte[]> seeds =
          switch (f.ending()) {
            case ".json", "json" -> List.of(bytes(json.toString()));
            case ".tem", "tem" -> List.of(bytes(tem.toString()));
            default ->
                List.of(bytes(pts.toString()), bytes(plain.toString()), bytes(idx.toString()));
          };
      all.add(
          new Reader(
              "landmarks " + f,
              seeds,
              bytes -> f.read(Files.write(folder.resolve("l." + f.ending()), bytes))));
    }
    String metrics = new String(metricsSeed(), StandardCharsets.UTF_8);
    all.add(
        new Reader(
            "metrics",
            List.of(bytes(metrics)),
            bytes -> MetricsReader.readAll(Files.write(folder.resolve("metrics.csv"), bytes))));
    for (String file :
        List.of(
            "ledger.jsonl", "curves.csv", "environment.json", "experiment.yaml", "trials.csv")) {
      Path sweep = copy("dims-df-udt-small", "sweep" + file);
      all.add(
          new Reader(
              "sweep " + file,
              List.of(reference("dims-df-udt-small/" + file)),
              bytes -> {
                Files.write(sweep.resolve(file), bytes);
                SweepResults open = SweepResults.open(sweep);
                for (var r : open.results())
                  open.curve(r, open.metric(), SweepResults.CurveAxis.TRAIN_SECONDS);
                return open;
              }));
    }
    for (String file :
        List.of(
            "ledger.jsonl", "comparison.json", "blocks.csv", "quality.csv", "experiment.yaml")) {
      Path compare = copy("gray-vs-colour-small", "compare" + file);
      all.add(
          new Reader(
              "compare " + file,
              List.of(reference("gray-vs-colour-small/" + file)),
              bytes -> {
                Files.write(compare.resolve(file), bytes);
                return ComparisonResult.open(compare);
              }));
    }
    return all;
  }

  private static final String JOURNAL = "sort-journal-0001-done.json";

  private static byte[] metricsSeed() {
    return bytes(
        "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor\r\n1,1700000000.5,12.5,0.5,0.25,0.5,1\r\n2,1700000001.5,12.5,0.5,0.25,0.5,1\r\n");
  }

  private static Path drawnFile(Path drawn) throws IOException {
    try (var files = Files.list(drawn)) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  private Path copy(String name, String to) throws IOException {
    Path target = Files.createDirectories(folder.resolve(to));
    try (var files = Files.list(REFERENCE.resolve(name))) {
      for (Path f : files.filter(Files::isRegularFile).toList())
        Files.copy(f, target.resolve(f.getFileName()));
    }
    return target;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] reference(String name) throws IOException {
    return Files.readAllBytes(REFERENCE.resolve(name));
  }

  @Test
  void everyDamagedTextEndsInAResultOrATypedError() throws Exception {
    FuzzReport report = new FuzzReport("damaged text files", SEED);
    TreeSet<String> known = new TreeSet<>();
    for (Reader reader : readers()) {
      boolean opensFolders = reader.name().matches("(sweep|compare) .*");
      int inputs = opensFolders ? INPUTS / 10 : INPUTS;
      int results = 0;
      for (int i = 0; i < inputs; i++) {
        CounterRandom random = CounterRandom.of(SEED, "text fuzz " + reader.name(), i, 0);
        byte[] input = i < FIRST.size() ? FIRST.get(i) : damaged(random, reader.seeds());
        try {
          Objects.requireNonNull(reader.reading().read(input));
          results++;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
          boolean typed = TYPED.stream().anyMatch(type -> type.isInstance(e));
          if ((!typed || String.valueOf(e.getMessage()).length() < 10)
              && known.add(reader.name() + e)) {
            report.error(e + ": input " + i + " of reader " + reader.name() + " " + where(e));
          }
        }
      }
      report.read(reader.name(), inputs, results);
    }
    report.write();
    assertThat(report.errors()).isEmpty();
  }

  private static String where(Throwable problem) {
    return Arrays.stream(problem.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.saehdbw"))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("");
  }

  private static byte[] damaged(CounterRandom random, List<byte[]> seeds) {
    if (random.nextInt(4) == 0) {
      return new Damage(random, seeds).next();
    }
    String text = new String(seeds.get(random.nextInt(seeds.size())), StandardCharsets.UTF_8);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      List<MatchResult> values = VALUES.matcher(text).results().toList();
      if (values.isEmpty()) break;
      MatchResult one = values.get(random.nextInt(values.size()));
      text =
          text.substring(0, one.start())
              + OTHERS.get(random.nextInt(OTHERS.size()))
              + text.substring(one.end());
    }
    return bytes(text);
  }
}
