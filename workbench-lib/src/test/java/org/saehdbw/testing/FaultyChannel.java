package org.saehdbw.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** An open file of a {@link FaultyDisk}. */
final class FaultyChannel extends FileChannel {
  private final FaultyDisk disk;
  private final FileChannel real;
  private final Path path;

  FaultyChannel(FaultyDisk disk, FileChannel real, Path path) {
    this.disk = disk;
    this.real = real;
    this.path = path;
  }

  private void requireRoom() throws IOException {
    if (disk.has(FaultyDisk.Fault.FULL)) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return real.read(into);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return real.read(into, offset, length);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    requireRoom();
    if (!disk.isWatched()) {
      return real.write(from);
    }
    int count = from.remaining();
    int end = from.limit();
    disk.before("write", path);
    from.limit(from.position() + count / 2);
    writeAll(from);
    from.limit(end);
    disk.before("rest", path);
    writeAll(from);
    return count;
  }

  private void writeAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      real.write(from);
    }
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    requireRoom();
    return real.write(from, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (disk.has(FaultyDisk.Fault.BROKEN)) {
      throw new IOException("Input/output error");
    }
    disk.before("force", path);
    if (Files.isDirectory(path) && disk.has(FaultyDisk.Fault.FOLDER_FSYNC)) {
      throw new IOException("Invalid argument");
    }
    if (!disk.isWatched()) {
      real.force(metaData);
    }
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    requireRoom();
    return real.transferFrom(source, position, count);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return real.read(into, position);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    requireRoom();
    return real.write(from, position);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    requireLocks();
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    requireLocks();
    return real.tryLock(position, size, shared);
  }

  private void requireLocks() throws IOException {
    if (disk.has(FaultyDisk.Fault.LOCKS)) {
      throw new IOException("No locks available");
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
