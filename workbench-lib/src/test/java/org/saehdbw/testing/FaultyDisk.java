package org.saehdbw.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A folder whose file system refuses what tests choose: {@code new FaultyDisk(Fault.FULL).of(path)}
 * is the same folder, seen through a file system that has no room left. {@link #watchedBy} is told
 * of each single change before it is made, and may refuse it or end the program there.
 */
public final class FaultyDisk extends FileSystemProvider {
  /** What the file system refuses. */
  public enum Fault {
    /** There is no room for a single byte. */
    FULL,
    /** Nothing may be changed. */
    READ_ONLY,
    /** A rename in one step. */
    ATOMIC_MOVES,
    /** A second name for a file. */
    HARD_LINKS,
    /** Locks on files. */
    LOCKS,
    /** Forcing a folder's names to the disk. */
    FOLDER_FSYNC,
    /** Forcing anything to the disk: it is broken. */
    BROKEN
  }

  /** Looks at changes of the disk. */
  @FunctionalInterface
  public interface Watch {
    /**
     * A change is about to be made.
     *
     * @param change a word for its kind and the file's name, such as {@code write state.json}; a
     *     write is two changes, {@code write} of its first half and {@code rest} of the other
     */
    void before(String change) throws IOException;
  }

  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private Optional<Watch> watch = Optional.empty();
  private final FileSystem system = new FaultySystem(this);

  /** Makes a file system with these faults. */
  public FaultyDisk(Fault... faults) {
    this.faults.addAll(List.of(faults));
  }

  /** Returns a path of the usual file system as one of this. */
  public Path of(Path path) {
    return wrap(path);
  }

  /** Tells a watch of all changes from now on; nothing is forced to the real disk any more. */
  public FaultyDisk watchedBy(Watch changes) {
    watch = Optional.of(changes);
    return this;
  }

  /** Mends everything. */
  public void mend() {
    faults.clear();
    watch = Optional.empty();
  }

  boolean isWatched() {
    return watch.isPresent();
  }

  void before(String kind, Path path) throws IOException {
    if (watch.isPresent()) {
      watch.get().before(kind + " " + path.getFileName());
    }
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  private Path wrap(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            FaultyDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new Handler(path));
  }

  static Path unwrap(Path path) {
    return Proxy.isProxyClass(path.getClass())
            && Proxy.getInvocationHandler(path) instanceof Handler handler
        ? handler.real
        : path;
  }

  private final class Handler implements InvocationHandler {
    private final Path real;

    Handler(Path real) {
      this.real = real;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("getFileSystem")) {
        return system;
      }
      Object[] plain = arguments == null ? new Object[0] : arguments.clone();
      for (int i = 0; i < plain.length; i++) {
        plain[i] = plain[i] instanceof Path path ? unwrap(path) : plain[i];
      }
      try {
        Object result = method.invoke(real, plain);
        if (result instanceof Iterator<?> names) {
          Iterable<?> all = () -> (Iterator) names;
          return StreamSupport.stream(all.spliterator(), false)
              .map(name -> wrap((Path) name))
              .iterator();
        }
        return result instanceof Path path ? wrap(path) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private static FileSystemProvider usual(Path path) {
    return unwrap(path).getFileSystem().provider();
  }

  private void requireWritable(Path path) throws FileSystemException {
    if (has(Fault.READ_ONLY)) {
      throw new FileSystemException(path.toString(), null, "Read-only file system");
    }
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return wrap(Path.of(uri));
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    if (writes) {
      requireWritable(path);
      before("open", path);
    }
    FileChannel real = usual(path).newFileChannel(unwrap(path), options, attributes);
    return new FaultyChannel(this, real, unwrap(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> real =
        usual(folder).newDirectoryStream(unwrap(folder), path -> filter.accept(wrap(path)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return StreamSupport.stream(real.spliterator(), false)
            .map(FaultyDisk.this::wrap)
            .iterator();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    requireWritable(folder);
    before("folder", folder);
    usual(folder).createDirectory(unwrap(folder), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    requireWritable(link);
    if (has(Fault.HARD_LINKS)) {
      throw new FileSystemException(
          link.toString(), existing.toString(), "Operation not permitted");
    }
    usual(link).createLink(unwrap(link), unwrap(existing));
  }

  @Override
  public void delete(Path path) throws IOException {
    requireWritable(path);
    before("delete", path);
    usual(path).delete(unwrap(path));
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    requireWritable(to);
    before("copy", to);
    if (isWatched()) {
      byte[] bytes = Files.readAllBytes(unwrap(from));
      Files.write(
          unwrap(to), Arrays.copyOf(bytes, bytes.length / 2), StandardOpenOption.CREATE_NEW);
      before("rest", to);
      Files.delete(unwrap(to));
    }
    usual(from).copy(unwrap(from), unwrap(to), options);
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    requireWritable(to);
    if (has(Fault.ATOMIC_MOVES)
        && Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      throw new AtomicMoveNotSupportedException(
          from.toString(), to.toString(), "Invalid cross-device link");
    }
    before("rename", to);
    usual(from).move(unwrap(from), unwrap(to), options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return usual(one).isSameFile(unwrap(one), unwrap(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return usual(path).isHidden(unwrap(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return usual(path).getFileStore(unwrap(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    if (Arrays.asList(modes).contains(AccessMode.WRITE)) {
      requireWritable(path);
    }
    usual(path).checkAccess(unwrap(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return usual(path).getFileAttributeView(unwrap(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return usual(path).readAttributes(unwrap(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return usual(path).readAttributes(unwrap(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    requireWritable(path);
    usual(path).setAttribute(unwrap(path), name, value, options);
  }
}
