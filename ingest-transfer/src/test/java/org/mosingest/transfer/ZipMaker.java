package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes archives byte by byte, honest ones and others. */
@SuppressWarnings(
    "ByteBufferBackingArray") // All of its buffers have their own, from its beginning.
public final class ZipMaker {

  /**
   * A member.
   *
   * @param localExtra what its own header has beside what the directory has, in bytes
   */
  public record Member(
      String name,
      ByteBuffer packed,
      int size,
      long crc,
      int method,
      int flags,
      int localExtra,
      long offset) {

    /** The same with another CRC-32 told. */
    public Member withCrc(long other) {
      return new Member(name, packed, size, other, method, flags, localExtra, offset);
    }

    /** The same with another length told. */
    public Member withSize(int other) {
      return new Member(name, packed, other, crc, method, flags, localExtra, offset);
    }

    /** The same packed otherwise, as it says. */
    public Member withMethod(int other) {
      return new Member(name, packed, size, crc, other, flags, localExtra, offset);
    }

    /** The same with other flags. */
    public Member withFlags(int other) {
      return new Member(name, packed, size, crc, method, other, localExtra, offset);
    }

    /** The same with a longer header. */
    public Member withLocalExtra(int bytes) {
      return new Member(name, packed, size, crc, method, flags, bytes, offset);
    }

    /** The same, which the directory lets begin there. */
    public Member at(long other) {
      return new Member(name, packed, size, crc, method, flags, localExtra, other);
    }
  }

  private final List<Member> members = new ArrayList<>();
  private boolean wide;
  private byte[] comment = {};
  private UnaryOperator<ByteBuffer> end = buffer -> buffer;

  /** A stored member. */
  public ZipMaker stored(String name, byte[] bytes) {
    return member(name, bytes, bytes, 0, member -> member);
  }

  /** A deflated member. */
  public ZipMaker deflated(String name, byte[] bytes) {
    return deflated(name, bytes, member -> member);
  }

  /** A stored member, told of otherwise. */
  public ZipMaker stored(String name, byte[] bytes, UnaryOperator<Member> told) {
    return member(name, bytes, bytes, 0, told);
  }

  /** A deflated member, told of otherwise. */
  public ZipMaker deflated(String name, byte[] bytes, UnaryOperator<Member> told) {
    return member(name, bytes, deflate(bytes), 8, told);
  }

  private ZipMaker member(
      String name, byte[] bytes, byte[] packed, int method, UnaryOperator<Member> told) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    members.add(
        told.apply(
            new Member(
                name, ByteBuffer.wrap(packed), bytes.length, crc.getValue(), method, 0, 0, -1)));
    return this;
  }

  /** With ZIP64 fields and end records. */
  public ZipMaker wide() {
    wide = true;
    return this;
  }

  /** With a comment. */
  public ZipMaker comment(byte[] bytes) {
    comment = bytes.clone();
    return this;
  }

  /** With an end record changed. */
  public ZipMaker end(UnaryOperator<ByteBuffer> changed) {
    end = changed;
    return this;
  }

  /** The archive. */
  public byte[] bytes() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream directory = new ByteArrayOutputStream();
      for (Member member : members) {
        byte[] name = member.name().getBytes(UTF_8);
        long offset = member.offset() < 0 ? out.size() : member.offset();
        out.write(local(member, name));
        out.write(member.packed().array());
        directory.write(central(member, name, offset));
      }
      long start = out.size();
      out.write(directory.toByteArray());
      if (wide) {
        long at = out.size();
        out.write(
            little(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(members.size())
                .putLong(members.size())
                .putLong(directory.size())
                .putLong(start)
                .array());
        out.write(little(20).putInt(0x07064b50).putInt(0).putLong(at).putInt(1).array());
      }
      ByteBuffer last =
          little(22)
              .putInt(0x06054b50)
              .putShort((short) 0)
              .putShort((short) 0)
              .putShort((short) (wide ? 0xffff : members.size()))
              .putShort((short) (wide ? 0xffff : members.size()))
              .putInt(wide ? -1 : directory.size())
              .putInt(wide ? -1 : (int) start)
              .putShort((short) comment.length);
      out.write(end.apply(last).array());
      out.write(comment);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] local(Member member, byte[] name) {
    return little(30 + name.length + member.localExtra())
        .putInt(0x04034b50)
        .putShort((short) 20)
        .putShort((short) member.flags())
        .putShort((short) member.method())
        .putInt(0)
        .putInt((int) member.crc())
        .putInt(member.packed().capacity())
        .putInt(member.size())
        .putShort((short) name.length)
        .putShort((short) member.localExtra())
        .put(name)
        .array();
  }

  private byte[] central(Member member, byte[] name, long offset) {
    int extra = wide ? 28 : 0;
    ByteBuffer entry =
        little(46 + name.length + extra)
            .putInt(0x02014b50)
            .putShort((short) 20)
            .putShort((short) 20)
            .putShort((short) member.flags())
            .putShort((short) member.method())
            .putInt(0)
            .putInt((int) member.crc())
            .putInt(wide ? -1 : member.packed().capacity())
            .putInt(wide ? -1 : member.size())
            .putShort((short) name.length)
            .putShort((short) extra)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(0)
            .putInt(wide ? -1 : (int) offset)
            .put(name);
    if (wide) {
      entry
          .putShort((short) 1)
          .putShort((short) 24)
          .putLong(member.size())
          .putLong(member.packed().capacity())
          .putLong(offset);
    }
    return entry.array();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflate(byte[] bytes) {
    try (Deflater deflater = new Deflater(6, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }
}
