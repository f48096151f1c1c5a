package org.saehdbw;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the picture of docs/architecture.md: what a package may know. */
class PackageRulesTest {
  private static final String ROOT = "org.saehdbw";

  /**
   * Near the number of classes, nested ones included, so that an import that misses a part cannot
   * pass. To raise it as the code grows: set it to 9999, run {@link #sawTheCode}, and take nine
   * tenths of the number in its message.
   */
  private static final int CLASSES_AT_LEAST = 900;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final Set<String> UNSAFE =
      Set.of(
          "org.opencv.core.Mat.release",
          "org.opencv.core.MatOfByte.release",
          "org.opencv.core.MatOfInt.release",
          "org.opencv.core.MatOfPoint.release",
          "org.opencv.core.Core.split",
          "org.opencv.core.Core.merge");

  private static final DescribedPredicate<JavaMethodCall> WITHOUT_LOCALE =
      DescribedPredicate.describe(
          "formats or changes case with the locale of the machine",
          call -> {
            boolean named =
                call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Locale.class));
            String owner = call.getTargetOwner().getName();
            return !named
                && switch (call.getName()) {
                  case "format" ->
                      owner.equals("java.lang.String")
                          || call.getTargetOwner().isAssignableTo(java.io.PrintStream.class)
                          || call.getTargetOwner().isAssignableTo(java.io.PrintWriter.class)
                          || owner.equals("java.util.Formatter");
                  case "formatted", "printf" -> true;
                  case "toLowerCase", "toUpperCase" -> owner.equals("java.lang.String");
                  case "ofPattern" -> owner.equals("java.time.format.DateTimeFormatter");
                  default -> false;
                };
          });

  @Test
  void sawTheCode() {
    assertThat(CLASSES.size()).as("classes seen").isGreaterThanOrEqualTo(CLASSES_AT_LEAST);
    assertThat(CLASSES.stream().map(PackageRulesTest::part))
        .contains(
            "tensors", "layers", "facesets", "facesets.packs", "architectures", "training", "cli");
  }

  @Test
  void sawEverySourceFile() throws IOException {
    Path sources = Path.of("src", "main", "java");
    List<String> missed;
    try (Stream<Path> files = Files.walk(sources)) {
      missed =
          files
              .map(file -> sources.relativize(file).toString())
              .filter(name -> name.endsWith(".java") && !name.endsWith("package-info.java"))
              .map(name -> name.replace(File.separatorChar, '.').replaceFirst("\\.java$", ""))
              .filter(name -> !CLASSES.contain(name))
              .toList();
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void everyPackageHasItsTier() {
    TreeSet<String> unknown = new TreeSet<>();
    CLASSES.forEach(type -> unknown.add(part(type)));
    unknown.removeAll(tierOfPackage().keySet());
    assertThat(unknown).isEmpty();
  }

  @Test
  void packagesPointDown() {
    Map<String, Integer> tiers = tierOfPackage();
    List<String> upwards = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (isOurs(target)
            && !part(target).equals(part(type))
            && tiers.get(part(target)) >= tiers.get(part(type))) {
          upwards.add(part(type) + " -> " + part(target) + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(upwards).isEmpty();
  }

  /** Of sweeps and comparisons: what is asked, what was found, and what runs it. */
  @Test
  void experimentsPointFromRunningToResultsToPlan() {
    for (String kind : List.of("sweeps", "compare")) {
      String inner = ROOT + ".experiments." + kind;
      noClasses()
          .that()
          .resideInAPackage(inner + ".plan")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(inner + ".results", inner + ".running")
          .check(CLASSES);
      noClasses()
          .that()
          .resideInAPackage(inner + ".results")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(inner + ".running")
          .check(CLASSES);
      for (String part : List.of("plan", "results", "running")) {
        assertThat(
                CLASSES.stream()
                    .filter(type -> type.getPackageName().equals(inner + "." + part))
                    .filter(JavaClass::isTopLevelClass)
                    .filter(type -> !type.getSimpleName().equals("package-info")))
            .as(inner + "." + part)
            .hasSizeBetween(5, 25);
      }
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".experiments.sweeps..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".experiments.compare..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".experiments.compare..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".experiments.sweeps..")
        .check(CLASSES);
  }

  @Test
  void subpackagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyNotebooksKnowsTheKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".notebooks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.dflib..")
        .check(CLASSES);
  }

  /** OpenCv.release says why; split and merge make a matrix inside that may be deleted in use. */
  @Test
  void matricesAreKeptUntilTheyAreFreed() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".pictures.OpenCv")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "it is Mat.release, Core.split or Core.merge",
                access -> UNSAFE.contains(access.getTarget().getFullName().split("\\(")[0])))
        .check(CLASSES);
  }

  @Test
  void onlyCommandsPrintOrExit() {
    var elsewhere = noClasses().that().resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".bench..");
    elsewhere.should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    elsewhere.should().callMethod(System.class, "exit", int.class).check(CLASSES);
    elsewhere.should().callMethod(Runtime.class, "halt", int.class).check(CLASSES);
  }

  @Test
  void everyRandomDrawIsSeeded() {
    // A token must not be guessed from a seed.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".dashboard.serving.AccessToken")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.util.Random.class,
            java.util.SplittableRandom.class,
            java.util.concurrent.ThreadLocalRandom.class,
            java.security.SecureRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.Collections.class, "shuffle", List.class)
        .check(CLASSES);
  }

  @Test
  void exceptionsAreNamed() {
    noClasses().should(THROW_GENERIC_EXCEPTIONS).check(CLASSES);
  }

  /**
   * Text that a program or a results file reads has the same digits in every country. In a locale
   * such as {@code fa_IR} or {@code de_DE} a format without a locale writes digits or commas of its
   * own. Error Prone's {@code DefaultLocale} holds the same for tests and benchmarks.
   */
  @Test
  void textIsFormattedWithALocale() {
    noClasses().should().callMethodWhere(WITHOUT_LOCALE).check(CLASSES);
  }

  @Test
  void filesThreadsAndProcessesAreInOnePlaceEach() {
    GroundRules.ALL.values().forEach(rule -> rule.check(CLASSES));
  }

  @Test
  void eachOfThoseRulesSeesAPlantedBreach() {
    JavaClasses breaches = new ClassFileImporter().importPackages(ROOT + ".testing.breaches");
    GroundRules.ALL.forEach(
        (method, rule) ->
            assertThat(rule.evaluate(breaches).getFailureReport().getDetails())
                .as(method)
                .isNotEmpty()
                .allMatch(line -> line.contains(".GroundBreaches." + method)));
    List<String> moves =
        GroundRules.ALL.get("moves").evaluate(breaches).getFailureReport().getDetails();
    assertThat(moves).anyMatch(line -> line.contains(".movesLater()"));
    for (String twice : List.of("locks", "sharesWork", "startsProcesses")) {
      assertThat(GroundRules.ALL.get(twice).evaluate(breaches).getFailureReport().getDetails())
          .hasSize(2);
    }
  }

  /**
   * DJL frees the scalar of {@code NDArray.mul(Number)} and its like while autograd still needs it:
   * after a garbage collection gradients are silently wrong (DJL 0.35.1).
   */
  @Test
  void noNumberOperandsOnArrays() {
    DescribedPredicate<JavaMethodCall> number =
        DescribedPredicate.describe(
            "operations of NDArray with a Number",
            call ->
                call.getTargetOwner().isAssignableTo("ai.djl.ndarray.NDArray")
                    && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Number.class)));
    noClasses().should().callMethodWhere(number).check(CLASSES);
  }

  @Test
  void enginesStayWhereTheyBelong() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ours("layers", "architectures", "losses", "facesets", "faces", "pictures", "pickles"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".transfers..", ROOT + ".films..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
        .check(CLASSES);
  }

  private static String[] ours(String... parts) {
    String[] packages = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      packages[i] = ROOT + "." + parts[i] + "..";
    }
    return packages;
  }

  private static Map<String, Integer> tierOfPackage() {
    Map<String, Integer> tiers = new HashMap<>();
    for (int tier = 0; tier < PackageTiers.TIERS.size(); tier++) {
      for (String name : PackageTiers.TIERS.get(tier)) {
        tiers.put(name, tier);
      }
    }
    return tiers;
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT + ".");
  }

  /** The package below the root, such as {@code facesets.packs}. */
  private static String part(JavaClass type) {
    return type.getPackageName().substring(ROOT.length() + 1);
  }
}
