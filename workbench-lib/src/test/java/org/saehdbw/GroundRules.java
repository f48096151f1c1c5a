package org.saehdbw;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * What is done in one place: each of these was written several times, and the copies drifted apart
 * in what they do when a disk is full, a process dies or a thread is interrupted.
 */
final class GroundRules {
  private static final String CONSTRUCTOR = "<init>";

  /** By what they forbid. */
  static final Map<String, ArchRule> ALL =
      Map.of(
          "moves",
          only("files", "renames files", access(Files.class, "move")),
          "forces",
          only("files", "waits for the disk", access(FileChannel.class, "force")),
          "locks",
          only("files", "locks files", access(FileChannel.class, "lock", "tryLock")),
          "digests",
          only("files", "makes checksums", access(MessageDigest.class, "getInstance")),
          "sharesWork",
          // ChunkThreads: the optimizer's helpers work beside the calling thread in every step,
          // each with its own scratch memory, and a half-done step must never be left.
          only(
              "parallel",
              "makes thread pools",
              access(Executors.class).or(access(ThreadPoolExecutor.class, CONSTRUCTOR)),
              "optimizers.ChunkThreads"),
          "startsProcesses",
          only(
              "processes",
              "starts processes",
              access(ProcessBuilder.class, CONSTRUCTOR).or(access(Runtime.class, "exec"))));

  private GroundRules() {}

  private static ArchRule only(
      String owner, String what, DescribedPredicate<JavaAccess<?>> access, String... exceptions) {
    var others = noClasses().that().resideOutsideOfPackage("org.saehdbw." + owner + "..");
    for (String exception : exceptions) {
      others = others.and().doNotHaveFullyQualifiedName("org.saehdbw." + exception);
    }
    return others
        .should()
        .accessTargetWhere(access)
        .because("only the package " + owner + " " + what);
  }

  /** Calls and method references of a type's members, or of any member. */
  private static DescribedPredicate<JavaAccess<?>> access(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        owner.getSimpleName() + wanted,
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && (wanted.isEmpty() || wanted.contains(access.getTarget().getName())));
  }
}
