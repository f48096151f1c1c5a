package org.saehdbw.films;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** Frames in the order of time, one after the other. */
public interface FrameReader extends Closeable {
  /** What is known of all frames. */
  FilmInfo info();

  /**
   * Reads the next frame.
   *
   * @return empty after the last one
   * @throws FilmException if it cannot be read; the message names the file and the frame
   */
  Optional<FilmFrame> next() throws FilmException;

  /**
   * Leaves the next frame out, which costs less than reading it.
   *
   * @return whether there was one
   * @throws FilmException if it cannot be read
   */
  boolean skip() throws FilmException;

  /**
   * Goes to a frame, which is then the next one.
   *
   * @param number from 0
   * @throws FilmException if the frame does not exist, or the way to it cannot be read
   */
  void seek(long number) throws FilmException;

  /**
   * How many frames there are. A film that does not say is read through once, without decoding.
   *
   * @throws FilmException if it cannot be read
   */
  long count() throws FilmException;

  /** What the user should know of the frames read so far, such as damaged ones. */
  List<String> remarks();

  @Override
  void close();
}
