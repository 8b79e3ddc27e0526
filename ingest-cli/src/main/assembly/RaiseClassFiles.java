import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar with those of its class files raised to the format of Java 8 that are of an older
 * one than Java 6: a start-up cache takes no older ones, since what tells the verifier the types at
 * each branch is not in them. That table is made; the code stays as it is. The same jar gives the
 * same bytes each time.
 *
 * <p>Arguments: the jar, the copy. Ends with an exception where the jar has no such class file,
 * since then this step of the build has become needless.
 */
class RaiseClassFiles {

  /** The first format with a table of types at branches. */
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  private static final ClassTransform RAISED =
      ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
          .andThen(
              (copy, element) -> {
                if (element instanceof ClassFileVersion) {
                  copy.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                  copy.with(element);
                }
              });

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path copy = Path.of(args[1]);
    Files.createDirectories(copy.getParent());
    int raised = 0;
    try (URLClassLoader siblings = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(siblings)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel model = format.parse(content);
          if (model.majorVersion() < WITH_STACK_MAPS) {
            content = format.transformClass(model, RAISED);
            raised++;
          }
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTime(entry.getTime());
        out.putNextEntry(same);
        out.write(content);
        out.closeEntry();
      }
    }
    if (raised == 0) {
      throw new IOException(jar + " has no class file older than Java 6: take it as it is");
    }
  }
}
