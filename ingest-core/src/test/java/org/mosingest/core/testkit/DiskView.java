package org.mosingest.core.testkit;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real disk, each change of which is shown to a test before it is made. Its paths, {@link #at},
 * are handed to the code under test, which needs to know nothing of it; or it is made the default
 * file system of a process. Safe for many threads as far as {@link #change} is.
 */
public abstract class DiskView extends FileSystemProvider {

  private final FileSystemProvider below;
  private final FileSystem system;

  /** A view of the disk that this provider gives. */
  @SuppressWarnings("this-escape")
  protected DiskView(FileSystemProvider below) {
    this.below = below;
    this.system = new DiskViewSystem(this, below.getFileSystem(URI.create("file:///")));
  }

  /** What makes a change. */
  @FunctionalInterface
  public interface Effect<T> {
    /** Makes it. */
    T make() throws IOException;
  }

  /**
   * Called for each change, to make it or to fail.
   *
   * @throws IOException as the effect does, or instead of it
   */
  protected abstract <T> T change(Change change, Effect<T> effect) throws IOException;

  /** A place on the disk beneath, seen through this. */
  public final Path at(Path real) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            new Seen(system, real(real), this));
  }

  /** The place beneath. */
  static Path real(Path path) {
    return Proxy.isProxyClass(path.getClass())
            && Proxy.getInvocationHandler(path) instanceof Seen seen
        ? seen.real()
        : path;
  }

  /** A path: calls are passed on with real paths in and out. */
  private record Seen(FileSystem system, Path real, DiskView view) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given)
        throws Throwable {
      switch (method.getName()) {
        case "getFileSystem" -> {
          return system;
        }
        case "toFile" -> {
          return new File(real.toString());
        }
        default -> {}
      }
      Object[] plain = given == null ? new Object[0] : given.clone();
      for (int i = 0; i < plain.length; i++) {
        plain[i] = plain[i] instanceof Path path ? DiskView.real(path) : plain[i];
      }
      try {
        return seen(method.invoke(real, plain));
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private @Nullable Object seen(@Nullable Object result) {
      return switch (result) {
        case Path path -> view.at(path);
        case Iterator<?> names -> new SeenPaths(view, names);
        case null, default -> result;
      };
    }
  }

  /** Paths, each seen through a view. */
  record SeenPaths(DiskView view, Iterator<?> real) implements Iterator<Path> {
    @Override
    public boolean hasNext() {
      return real.hasNext();
    }

    @Override
    public Path next() {
      return view.at((Path) real.next());
    }
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = real(path);
    Effect<FileChannel> open = () -> below.newFileChannel(real, options, attributes);
    FileChannel channel =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)
            ? opened(real, options, open)
            : open.make();
    return new DiskViewChannel(this, real, channel, options.contains(StandardOpenOption.APPEND));
  }

  private FileChannel opened(Path real, Set<? extends OpenOption> options, Effect<FileChannel> open)
      throws IOException {
    Effect<FileChannel> emptied =
        options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                && Files.exists(real)
                && Files.size(real) > 0
            ? () -> change(new Change.Truncate(real, 0), open)
            : open;
    return change(new Change.Create(real), emptied);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    Path real = real(folder);
    if (Files.exists(real)) {
      below.createDirectory(real, attributes);
      return;
    }
    Path _ =
        change(
            new Change.MakeFolder(real),
            () -> {
              below.createDirectory(real, attributes);
              return real;
            });
  }

  @Override
  public void delete(Path path) throws IOException {
    Path real = real(path);
    if (Files.notExists(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(real.toString());
    }
    Path _ =
        change(
            new Change.Delete(real),
            () -> {
              below.delete(real);
              return real;
            });
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    Path _ =
        change(
            new Change.Move(real(from), real(to)),
            () -> {
              below.move(real(from), real(to), options);
              return real(to);
            });
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    below.copy(real(from), real(to), options);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> real =
        below.newDirectoryStream(real(folder), entry -> filter.accept(at(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return new SeenPaths(DiskView.this, real.iterator());
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    below.createSymbolicLink(real(link), real(target), attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return at(below.readSymbolicLink(real(link)));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    below.checkAccess(real(path), modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return below.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return below.readAttributes(real(path), attributes, options);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    V view = below.getFileAttributeView(real(path), type, options);
    return view instanceof UserDefinedFileAttributeView marks
        ? type.cast(new DiskViewMarks(this, real(path), marks))
        : view;
  }

  @Override
  public void setAttribute(
      Path path, String attribute, @Nullable Object value, LinkOption... options)
      throws IOException {
    below.setAttribute(real(path), attribute, value, options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return below.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return below.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return below.getFileStore(real(path));
  }

  @Override
  public String getScheme() {
    return below.getScheme();
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
    return at(below.getPath(uri));
  }
}
