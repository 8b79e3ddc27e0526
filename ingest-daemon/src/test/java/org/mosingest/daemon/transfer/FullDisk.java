package org.mosingest.daemon.transfer;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real disk, but one operation on files with one ending fails as a full disk does, until there is {@link #room()}. Its
 * paths are handed to the code under test, which needs to know nothing of it.
 */
public final class FullDisk extends FileSystemProvider {

  /** What may fail. */
  public enum Operation {
    MAKE_FOLDER,
    CREATE,
    WRITE,
    SYNC,
    RENAME,
    DELETE
  }

  private final FileSystem system = new FullFileSystem(this);
  private final Operation failing;
  private final String ending;
  private final long after;
  private boolean full = true;

  /**
   * A full disk.
   *
   * @param ending of the name of the file, or folder, that the operation fails on
   * @param after how many bytes can be written before
   */
  public FullDisk(Operation failing, String ending, long after) {
    this.failing = failing;
    this.ending = ending;
    this.after = after;
  }

  /** The same place, seen through this. */
  public Path at(Path real) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(), new Class<?>[] {Path.class}, (self, method, given) -> call(real, method, given));
  }

  private @Nullable Object call(Path real, Method method, Object @Nullable [] given) throws Throwable {
    if (method.getName().equals("getFileSystem")) {
      return system;
    }
    Object[] plain = given == null ? new Object[0] : given.clone();
    for (int i = 0; i < plain.length; i++) {
      plain[i] = plain[i] instanceof Path path ? real(path) : plain[i];
    }
    try {
      Object result = method.invoke(real, plain);
      return result instanceof Path path ? at(path) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static Path real(Path path) {
    return Path.of(path.toString());
  }

  /** From now on there is room. */
  public void room() {
    full = false;
  }

  void check(Operation operation, Path path, long written) throws IOException {
    if (full && operation == failing && path.toString().endsWith(ending) && written >= after) {
      throw new FileSystemException(path.toString(), null, "No space left on device");
    }
  }

  @Override
  public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      check(Operation.CREATE, path, 0);
    }
    return new FullDiskChannel(this, path, FileChannel.open(real(path), options, attributes));
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    check(Operation.MAKE_FOLDER, folder, 0);
    Files.createDirectory(real(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
      check(Operation.DELETE, path, 0);
    }
    Files.delete(real(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    check(Operation.RENAME, from, 0);
    Files.move(real(from), real(to), options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real(path).getFileSystem().provider().checkAccess(real(path), modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
      throws IOException {
    return Files.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
    return Files.readAttributes(real(path), attributes, options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return Files.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(real(path));
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void setAttribute(Path path, String attribute, @Nullable Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
