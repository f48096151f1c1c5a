package org.saehdbw.testing;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** The file system of a {@link FaultyDisk}. */
final class FaultySystem extends FileSystem {
  private static final FileSystem USUAL = FileSystems.getDefault();

  private final FaultyDisk disk;

  FaultySystem(FaultyDisk disk) {
    this.disk = disk;
  }

  @Override
  public FileSystemProvider provider() {
    return disk;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return disk.has(FaultyDisk.Fault.READ_ONLY);
  }

  @Override
  public String getSeparator() {
    return USUAL.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(disk.of(Path.of("/")));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return USUAL.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return USUAL.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return disk.of(Path.of(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher usual = USUAL.getPathMatcher(pattern);
    return path -> usual.matches(FaultyDisk.unwrap(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return USUAL.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
