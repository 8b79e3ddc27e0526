package org.mosingest.core.packed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Extras;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Supply;

/**
 * Rows as bytes, one record each: flags, the scores, and of a clip's first row its names. What many
 * rows share is kept once. Appended to by one thread; what that thread hands on may be read by any.
 */
final class RowStore implements AutoCloseable {

  private static final int REPEAT = 1;
  private static final int URL = 1 << 1;
  private static final int SPREAD = 1 << 2;
  private static final int COUNT = 1 << 3;
  private static final int SUPPLY = 1 << 4;
  private static final int EXTRAS = 1 << 5;

  /** The clip's key is its path below the corpus; without it the bare file name. */
  private static final int QUALIFIED = 1 << 6;

  /** Where every such row begins is kept; those between are found from there. */
  private static final int GROUP = 16;

  private final ByteSpool spool = new ByteSpool();
  private long[] marks = new long[16];
  private int size;
  private final List<String> folders = new ArrayList<>();
  private final List<List<String>> extraKeys = new ArrayList<>();
  private final Buffer buffer = new Buffer();
  private final DataOutputStream out = new DataOutputStream(buffer);

  /** One that lets its array be read. */
  private static final class Buffer extends ByteArrayOutputStream {
    byte[] array() {
      return buf;
    }
  }

  int size() {
    return size;
  }

  /**
   * Adds the next row.
   *
   * @throws IllegalArgumentException if its index is not the next one, or it repeats a row of
   *     another clip
   * @throws IOException if there is no room for it
   */
  void add(ManifestRow row) throws IOException {
    if (row.index() != size) {
      throw new IllegalArgumentException("row " + size + " has the index " + row.index());
    }
    if (row.isRepeat() && !get(row.firstIndex()).clip().equals(row.clip())) {
      throw new IllegalArgumentException("row " + size + " repeats a row of another clip");
    }
    buffer.reset();
    write(row);
    long at = spool.append(buffer.array(), buffer.size());
    if (size % GROUP == 0) {
      int mark = size / GROUP;
      if (mark == marks.length) {
        marks = Arrays.copyOf(marks, marks.length + marks.length / 2);
      }
      marks[mark] = at;
    }
    size++;
  }

  private void write(ManifestRow row) throws IOException {
    Clip clip = row.clip();
    Opinion opinion = row.opinion();
    boolean first = !row.isRepeat();
    boolean supply = first && !clip.supply().equals(Supply.NONE);
    boolean extras = !row.extras().keys().isEmpty();
    out.writeByte(
        (first ? 0 : REPEAT)
            | (clip.url().isEmpty() || !first ? 0 : URL)
            | (opinion.mosStdDev() == 0 ? 0 : SPREAD)
            | (opinion.nRatings() == 0 ? 0 : COUNT)
            | (supply ? SUPPLY : 0)
            | (extras ? EXTRAS : 0)
            | (first && clip.hasQualifiedKey() ? QUALIFIED : 0));
    out.writeDouble(opinion.mos());
    if (opinion.mosStdDev() != 0) {
      out.writeDouble(opinion.mosStdDev());
    }
    if (opinion.nRatings() != 0) {
      out.writeInt(opinion.nRatings());
    }
    if (first) {
      write(clip, supply);
    } else {
      out.writeInt(row.firstIndex());
    }
    if (extras) {
      write(row.extras());
    }
  }

  private void write(Clip clip, boolean supply) throws IOException {
    if (!clip.progressKey().equals(clip.name().baseName())
        && !clip.progressKey().equals(clip.pathBelowCorpus())) {
      throw new IllegalArgumentException("no progress key of " + clip.name());
    }
    out.writeShort(place(folders, clip.folder()));
    write(clip.name().value());
    if (!clip.url().isEmpty()) {
      write(clip.url());
    }
    if (supply) {
      out.writeInt(clip.supply().mirrors().size());
      for (String mirror : clip.supply().mirrors()) {
        write(mirror);
      }
      write(clip.supply().sha256());
      write(clip.supply().md5());
      out.writeLong(clip.supply().size());
    }
  }

  private void write(Extras extras) throws IOException {
    out.writeShort(place(extraKeys, extras.keys()));
    for (Object value : extras.values()) {
      switch (value) {
        case String text -> {
          out.writeByte('s');
          write(text);
        }
        case Double number -> {
          out.writeByte('d');
          out.writeDouble(number);
        }
        case Long number -> {
          out.writeByte('l');
          out.writeLong(number);
        }
        default -> throw new IllegalArgumentException("no value of a row: " + value.getClass());
      }
    }
  }

  private static <T> int place(List<T> all, T one) {
    int place = all.indexOf(one);
    if (place >= 0) {
      return place;
    }
    if (all.size() > Short.MAX_VALUE) {
      throw new IllegalArgumentException("too many folders of clips");
    }
    all.add(one);
    return all.size() - 1;
  }

  /** Short ones take one byte for their length. */
  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < 255) {
      out.writeByte(bytes.length);
    } else {
      out.writeByte(255);
      out.writeInt(bytes.length);
    }
    out.write(bytes);
  }

  /** The row of that index. */
  ManifestRow get(int index) {
    return row(index, spool.record(at(index)));
  }

  /** Goes through the rows in their order, each found from the one before. */
  final class Cursor {
    private int index;
    private long at;

    ManifestRow next() {
      at = index == 0 ? at(0) : spool.next(at);
      return row(index++, spool.record(at));
    }
  }

  private ManifestRow row(int index, byte[] record) {
    ByteBuffer in = ByteBuffer.wrap(record);
    int flags = in.get();
    double mos = in.getDouble();
    double spread = (flags & SPREAD) == 0 ? 0 : in.getDouble();
    int count = (flags & COUNT) == 0 ? 0 : in.getInt();
    int first = index;
    Clip clip;
    if ((flags & REPEAT) == 0) {
      clip = clip(in, flags);
    } else {
      first = in.getInt();
      clip = get(first).clip();
    }
    Extras extras = (flags & EXTRAS) == 0 ? Extras.NONE : extras(in);
    return new ManifestRow(index, clip, new Opinion(mos, spread, count), first, extras);
  }

  private long at(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("no row " + index + " of " + size);
    }
    long at = marks[index / GROUP];
    for (int i = index % GROUP; i > 0; i--) {
      at = spool.next(at);
    }
    return at;
  }

  private Clip clip(ByteBuffer in, int flags) {
    String folder = folders.get(in.getShort());
    ClipName name = new ClipName(text(in));
    String url = (flags & URL) == 0 ? "" : text(in);
    Supply supply = (flags & SUPPLY) == 0 ? Supply.NONE : supply(in);
    Clip bare = new Clip(folder, name, url, name.baseName(), supply);
    return (flags & QUALIFIED) == 0 ? bare : bare.withQualifiedKey();
  }

  private static Supply supply(ByteBuffer in) {
    String[] mirrors = new String[in.getInt()];
    for (int i = 0; i < mirrors.length; i++) {
      mirrors[i] = text(in);
    }
    return new Supply(List.of(mirrors), text(in), text(in), in.getLong());
  }

  private Extras extras(ByteBuffer in) {
    List<String> keys = extraKeys.get(in.getShort());
    List<Object> values = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      byte kind = in.get();
      values.add(kind == 's' ? text(in) : kind == 'd' ? in.getDouble() : (Object) in.getLong());
    }
    return new Extras(keys, values);
  }

  private static String text(ByteBuffer in) {
    int length = Byte.toUnsignedInt(in.get());
    if (length == 255) {
      length = in.getInt();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  /** Ends the adding; what was added can be read on. */
  @Override
  public void close() throws IOException {
    spool.close();
  }
}
