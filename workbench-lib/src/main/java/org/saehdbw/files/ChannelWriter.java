package org.saehdbw.files;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Writes a file's content into a channel, at any positions.
 *
 * @param <E> what it may throw besides {@link IOException}
 */
@FunctionalInterface
public interface ChannelWriter<E extends Exception> {
  /** Writes everything; the channel is closed by the caller. */
  void writeTo(FileChannel channel) throws IOException, E;
}
