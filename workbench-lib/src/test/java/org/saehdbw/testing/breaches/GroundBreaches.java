package org.saehdbw.testing.breaches;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does by itself what only the ground packages may do: the rules must see each of these. */
final class GroundBreaches {
  private GroundBreaches() {}

  /** Gives something another name. */
  interface Mover {
    Path move(Path from, Path to) throws IOException;
  }

  static void moves(Path from, Path to) throws IOException {
    Files.move(from, to);
  }

  static Mover movesLater() {
    return Files::move;
  }

  static void forces(FileChannel channel) throws IOException {
    channel.force(true);
  }

  static void locks(FileChannel channel) throws IOException {
    channel.tryLock().close();
    channel.lock().close();
  }

  static byte[] digests(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  static void sharesWork(Runnable work) {
    Executors.newFixedThreadPool(2).execute(work);
    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()).execute(work);
  }

  static void startsProcesses() throws IOException {
    new ProcessBuilder("true").start();
    Runtime.getRuntime().exec(new String[] {"true"});
  }
}
