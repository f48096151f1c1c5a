package org.saehdbw.facesets;

import java.util.List;

/**
 * A reader of files that may come from anywhere, for {@link ReadersFuzzTest}.
 *
 * @param name for messages; also the purpose of the random draws
 * @param seeds good files, whose damaged forms are read
 * @param reading reads one and gives a result
 * @param errors what it may throw; every other exception is a fault
 */
record FuzzedReader(
    String name, List<byte[]> seeds, Reading reading, List<Class<? extends Exception>> errors) {

  /** Reads one file's bytes. */
  @FunctionalInterface
  interface Reading {
    Object read(byte[] bytes) throws Exception;
  }
}
