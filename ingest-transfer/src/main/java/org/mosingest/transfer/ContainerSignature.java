package org.mosingest.transfer;

import java.util.List;

/**
 * What a video container begins with. The list is FFmpeg's: of each demuxer that may open a clip
 * ({@code Ffprobe.CONTAINERS}) what its probe looks for, and the start codes of bare streams. As
 * there, an ID3v2 tag and zero bytes may stand before it.
 */
final class ContainerSignature {

  /** How sure the first bytes make it. */
  enum Sureness {
    /** It is a container. */
    SURE,
    /** It begins with a few letters that a container begins with, and that text can, too. */
    LETTERS,
    /** It is none that is known. */
    NONE
  }

  /** Boxes that an MP4 or a QuickTime file begins with (ISO/IEC 14496-12, QTFF). */
  private static final List<String> BOXES =
      List.of(
          "ftyp", "moov", "moof", "styp", "sidx", "jP  ", "free", "skip", "wide", "junk", "pnot",
          "pict", "PICT", "udta", "uuid", "prfl", "meta");

  private static final List<String> MAGIC =
      List.of(
          "\u001aE\u00df\u00a3", // Matroska, WebM: EBML
          "\u0000\u0000\u0001\u00ba", // MPEG-PS: pack header
          "\u0000\u0000\u0000\u0000\u0001\u00bc", // GXF: packet leader and map
          "0&\u00b2u\u008ef\u00cf\u0011", // ASF, WMV: header object
          "\u00b7\u00d8\u0000 7I\u00da\u0011", // WTV
          "\u001f\u0007\u0000", // DV: first DIF block
          "\u0084\u0010\u00ff\u00ff\u00ff\u00ff", // RoQ
          "wW\u0010\u0000", // AVS
          "FLV\u0001",
          "OggS\u0000",
          "DKIF\u0000\u0000", // IVF
          "YUV4MPEG2 ",
          "nut/multimedia container\u0000",
          ".RMF\u0000",
          ".REC\u0000",
          ".R1M",
          "NuppelVideo\u0000",
          "MythTVVideo\u0000",
          "vividas0",
          "L2\u00aa\u00ab"); // MOFLEX

  private static final List<String> LETTERS =
      List.of(
          "NSVf", "NSVs", "FWS", "CWS", "ZWS", "BIKb", "BIKf", "BIKg", "BIKh", "BIKi", "BIKk",
          "KB2a", "KB2d", "KB2f", "KB2g", "KB2h", "KB2i", "KB2j", "KB2k", "SMK2", "SMK4", "DHAV",
          "DAHUA");

  private static final List<String> RIFF_FORMS = List.of("AVI ", "AVIX", "AVI\u0019", "AMV ");

  /** MXF's partition pack, before which a run-in is allowed (SMPTE 377). */
  private static final String MXF = "\u0006\u000e+4\u0002\u0005\u0001\u0001\r\u0001\u0002";

  private ContainerSignature() {}

  /**
   * Looks at the first bytes of a file.
   *
   * @param latin each byte a character
   */
  static Sureness of(String latin) {
    if (isBoxes(latin) || MAGIC.stream().anyMatch(latin::startsWith)) {
      return Sureness.SURE;
    }
    if (isRiff(latin) || isTransportStream(latin) || isRed(latin) || latin.contains(MXF)) {
      return Sureness.SURE;
    }
    if (latin.startsWith("ID3")) {
      return afterTag(latin);
    }
    if (isStartCode(latin)) {
      return Sureness.SURE;
    }
    return LETTERS.stream().anyMatch(latin::startsWith) ? Sureness.LETTERS : Sureness.NONE;
  }

  /** Text can have such a word there; only pictures and sound make a box of half a gigabyte. */
  private static boolean isBoxes(String latin) {
    return latin.startsWith("mdat", 4)
        || (BOXES.stream().anyMatch(box -> latin.startsWith(box, 4)) && latin.charAt(0) < ' ');
  }

  private static boolean isRiff(String latin) {
    return (latin.startsWith("RIFF")
            && RIFF_FORMS.stream().anyMatch(form -> latin.startsWith(form, 8)))
        || (latin.startsWith("ON2 ") && latin.startsWith("ON2f", 8));
  }

  private static boolean isRed(String latin) {
    return latin.startsWith("RED1", 4) || latin.startsWith("RED2", 4);
  }

  /**
   * Three sync bytes, as far apart as packets are: bare, with a time before each (M2TS), or with a
   * checksum behind each (ISO/IEC 13818-1 section 2.4.3). The first packet may be cut.
   */
  private static boolean isTransportStream(String latin) {
    for (int packet : new int[] {188, 192, 204}) {
      for (int at = 0; at < packet && at + 2 * packet < latin.length(); at++) {
        boolean isSynced = true;
        boolean isText = true;
        for (int sync = at; sync <= at + 2 * packet; sync += packet) {
          isSynced &= latin.charAt(sync) == 'G';
          isText &= isLetters(latin, sync);
        }
        if (isSynced && !isText) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what stands where a packet's head would be is text. */
  private static boolean isLetters(String latin, int at) {
    return latin.chars().skip(at).limit(4).allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /**
   * An elementary stream of MPEG-1 to 4, H.264 or H.265 (ISO/IEC 14496-10 annex B): zero bytes,
   * then a one.
   */
  private static boolean isStartCode(String latin) {
    int zeros = 0;
    while (zeros < latin.length() && latin.charAt(zeros) == 0) {
      zeros++;
    }
    return zeros >= 2 && latin.startsWith("\u0001", zeros);
  }

  /** Behind the tag; a tag longer than what is seen is believed (id3.org, ID3v2.4 section 3.1). */
  private static Sureness afterTag(String latin) {
    if (latin.length() < 10 || latin.substring(3, 10).chars().allMatch(c -> c >= ' ')) {
      return Sureness.NONE;
    }
    int size = 10;
    for (int i = 6, shift = 21; i < 10; i++, shift -= 7) {
      size += (latin.charAt(i) & 0x7f) << shift;
    }
    return size < latin.length() ? of(latin.substring(size)) : Sureness.LETTERS;
  }
}
