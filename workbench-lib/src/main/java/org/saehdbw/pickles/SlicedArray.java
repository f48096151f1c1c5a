package org.saehdbw.pickles;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** A NumPy array whose elements are still in the file that names it. */
public final class SlicedArray {
  private final String dtype;
  private final List<Integer> shape;
  private final boolean bigEndian;
  private final boolean fortran;
  private final PickleSlice bytes;

  SlicedArray(
      String dtype, List<Integer> shape, boolean bigEndian, boolean fortran, PickleSlice bytes) {
    NumpyArray.requireSize(dtype, shape, bytes.length());
    this.dtype = dtype;
    this.shape = List.copyOf(shape);
    this.bigEndian = bigEndian;
    this.fortran = fortran;
    this.bytes = bytes;
  }

  /** Returns kind and bytes per element, such as {@code f4}. */
  public String dtype() {
    return dtype;
  }

  /** Returns the axes. */
  public List<Integer> shape() {
    return shape;
  }

  /** Returns how many bytes the elements take. */
  public int bytes() {
    return bytes.length();
  }

  /** Says whether the elements stand in the file as little-endian numbers in C order. */
  public boolean isPlain() {
    return !bigEndian && !fortran;
  }

  /**
   * Reads the elements as they stand in the file, which for {@linkplain #isPlain() plain} arrays is
   * little-endian in C order.
   *
   * @param file the file that the array was read from
   * @param into takes {@link #bytes} bytes from its position on, which ends behind them
   * @throws IOException if the file cannot be read, or is shorter than it was
   */
  public void read(FileChannel file, ByteBuffer into) throws IOException {
    ByteBuffer part = into.slice().limit(bytes.length());
    long at = bytes.offset();
    while (part.hasRemaining()) {
      int count = file.read(part, at);
      if (count < 0) {
        throw new EOFException("the file was cut while it was read");
      }
      at += count;
    }
    into.position(into.position() + bytes.length());
  }

  /**
   * Reads the array into memory, whatever its order.
   *
   * @param file the file that the array was read from
   * @throws IOException if the file cannot be read, or is shorter than it was
   */
  public NumpyArray load(FileChannel file) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(bytes.length());
    read(file, data);
    return NumpyCalls.plain(new NumpyCalls.Dtype(dtype, bigEndian), shape, fortran, data.array());
  }
}
