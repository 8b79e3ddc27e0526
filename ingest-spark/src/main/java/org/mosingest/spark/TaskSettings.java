package org.mosingest.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;

/**
 * With what executors do a run's work, and how much of it each.
 *
 * @param run the run's own id: what is learnt of hosts and networks is learnt for it
 * @param folder the corpus folder, the same on all machines
 * @param store below which address of a Hadoop file system clips are kept, and a name for what is
 *     staged there; none if they are in the corpus folder
 * @param share how much of it one executor does
 * @param tools with what
 * @param fetching how clips are fetched
 * @param otherUrls URLs of a few hosts, to tell a dead host from a dead network
 */
record TaskSettings(
    String run,
    String folder,
    Store store,
    Share share,
    Tools tools,
    Fetching fetching,
    ArrayList<String> otherUrls)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** Where clips are kept; an empty address for the corpus folder. */
  record Store(String uri, String staging) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The corpus folder. */
    static final Store NONE = new Store("", "");
  }

  /**
   * One executor's share.
   *
   * @param downloads downloads at a time
   * @param perHost connections to one host
   * @param probes probes at a time; 0 for as many as it has cores
   * @param limitRate bytes a second; 0 for no limit
   * @param minFree bytes that downloads leave on the disk; negative for what is usual
   */
  record Share(int downloads, int perHost, int probes, long limitRate, long minFree)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * With what it is done.
   *
   * @param libav whether libavformat probes, else ffprobe does
   * @param ffprobeBin the ffprobe to run; empty for the bundled one
   * @param curlBin the curl that does the transfers; empty for none
   * @param resolverBin the program that is asked for the video of a page; empty for none
   * @param resolverHosts the hosts whose URLs are pages, with commas between them
   * @param version this program's
   */
  record Tools(
      boolean libav,
      String ffprobeBin,
      String curlBin,
      String resolverBin,
      String resolverHosts,
      String version)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** How clips are fetched: as the options of the run say. */
  record Fetching(Duration timeout, int retries, Duration hostPatience, Duration offlineWait)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }
}
