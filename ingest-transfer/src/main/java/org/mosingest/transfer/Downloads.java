package org.mosingest.transfer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.paths.Guard;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.archive.ZipArchive;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.HostTrial;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.OkHttpWire;
import org.mosingest.transfer.http.OwnAddress;
import org.mosingest.transfer.page.PageResolver;
import org.mosingest.transfer.part.ByteCheck;
import org.mosingest.transfer.part.FolderSync;
import org.mosingest.transfer.part.PartFile;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecords;
import org.mosingest.transfer.part.PartSweep;
import org.mosingest.transfer.reach.Reach;

/**
 * The door to downloading: clips come by it whole, hashed and durable, or not at all. One is shared
 * by all runs of a process, with its connections and its rate limit. Thread-safe.
 */
public final class Downloads implements AutoCloseable {

  private static final PageResolver NO_PAGES = new PageResolver(Optional.empty(), Set.of());

  private final TransferEngine engine;
  private final Runnable onClose;
  private final OwnAddress own;
  private final AttemptListener attempts;
  private final PageResolver pages;
  private final Reach reach;
  private final FolderSync folders = new FolderSync();

  private Downloads(
      TransferEngine engine,
      Runnable onClose,
      OwnAddress own,
      AttemptListener attempts,
      PageResolver pages,
      Reach reach) {
    this.engine = engine;
    this.onClose = onClose;
    this.own = own;
    this.attempts = attempts;
    this.pages = pages;
    this.reach = reach;
  }

  /**
   * With a curl if one is named, else by OkHttp.
   *
   * @param curlBin the curl to run; empty for OkHttp
   */
  public static Downloads over(Optional<String> curlBin, TransferSettings settings) {
    return curlBin.map(curl -> overCurl(curl, settings)).orElseGet(() -> overOkHttp(settings));
  }

  /** Downloads over OkHttp, resumed with {@code Range} and {@code If-Range}. */
  public static Downloads overOkHttp(TransferSettings settings) {
    return overOkHttp(settings, client -> client);
  }

  /** The same with whom to trust set otherwise. */
  static Downloads overOkHttp(
      TransferSettings settings, UnaryOperator<OkHttpClient.Builder> trust) {
    OwnAddress own = new OwnAddress();
    HttpWire wire = new OkHttpWire(settings, trust, own);
    RateGate gate = new RateGate(settings.limitRateBytesPerS());
    return new Downloads(
        new TransferEngine.Native(wire, gate, settings),
        wire::close,
        own,
        (outcome, took) -> {},
        NO_PAGES,
        settings.reach());
  }

  /**
   * Downloads by an external curl. Each attempt starts from zero, redirects do not move the host's
   * slot, and the rate limit holds for each process by itself.
   *
   * @param curlBin the program; whether it starts shows at the first attempt, as a {@link
   *     MachineFaultException}
   */
  public static Downloads overCurl(String curlBin, TransferSettings settings) {
    OwnAddress own = new OwnAddress();
    return new Downloads(
        new TransferEngine.Curl(
            curlBin, new RateGate(settings.limitRateBytesPerS()), settings, own),
        () -> {},
        own,
        (outcome, took) -> {},
        NO_PAGES,
        settings.reach());
  }

  /**
   * The same engine, which tells of each attempt of the downloads begun here. To close either
   * closes both.
   */
  public Downloads telling(AttemptListener listener) {
    return new Downloads(engine, onClose, own, listener, pages, reach);
  }

  /**
   * The same engine, for which the URLs of some hosts are pages.
   *
   * @param program what is asked for a page's video, yt-dlp or one with its options; without it no
   *     page can be had
   * @param hosts their names with commas between them
   */
  public Downloads resolving(Optional<String> program, String hosts) {
    return new Downloads(
        engine,
        onClose,
        own,
        attempts,
        new PageResolver(program, PageResolver.hosts(hosts)),
        reach);
  }

  /**
   * From now on all downloads together are as fast as that; those under way, too, but for curl's,
   * each of which keeps the rate with which it began.
   *
   * @param bytesPerS above 0; empty for no limit
   */
  public void limitRate(OptionalLong bytesPerS) {
    engine.limitRate(bytesPerS);
  }

  /** Why a URL cannot be asked at all; empty if it can. */
  public Optional<Reason> refusal(ClipUrl url) {
    return pages.refusal(url);
  }

  /** Whether a URL's host, or the proxy before it, can be connected to within three seconds. */
  public boolean connects(ClipUrl url) {
    return new HostTrial(reach, own).connects(url);
  }

  /** How servers are reached. */
  public Reach reach() {
    return reach;
  }

  /** Hosts of which any certificate is accepted. */
  public Set<String> insecureHosts() {
    return reach.insecureHosts();
  }

  /**
   * From now on no clip is asked for at this address, where this process itself listens; one whose
   * URL leads there, by whatever name, fails. Redirects are looked at too, but for those that curl
   * follows.
   *
   * @param address all of this machine's addresses if it is the wildcard
   */
  public void neverAsk(InetSocketAddress address) {
    own.listens(address);
  }

  /**
   * Removes unfinished downloads in a folder and below it that cannot be continued: a part without
   * a usable record, a record without a part, a record half written. Nothing else is touched. A
   * folder that is not there is fine. To be called while no download runs in that folder.
   *
   * @return how many files were removed
   * @throws MachineFaultException if the folder cannot be read or a file in it not deleted
   */
  public static int sweep(Path folder) throws MachineFaultException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    PartSweep sweep = new PartSweep();
    try {
      Files.walkFileTree(folder, sweep);
    } catch (IOException e) {
      throw DiskFaults.machineFault("remove unfinished downloads in", folder, e);
    }
    return sweep.removed();
  }

  /**
   * How many bytes of a clip an unfinished download has kept, to be continued; 0 if there is none.
   *
   * @param target the clip's final path
   */
  public static long kept(Path target) {
    PartPaths paths = PartPaths.of(target.toAbsolutePath());
    try {
      // Nearly all failed clips have no part: no record of theirs is looked for.
      return Files.exists(paths.part()) && PartRecords.read(paths).isPresent()
          ? Files.size(paths.part())
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Begins a clip's download; nothing is sent or written before its first attempt.
   *
   * @param target the clip's final path; its folder is created when needed
   * @param meter told of this download's bytes
   */
  public ClipDownload begin(ClipUrl url, Path target, DownloadPolicy policy, TransferMeter meter) {
    return begin(url, target, policy, meter, () -> {}, ByteCheck.NONE);
  }

  /**
   * The same, where somebody may change what the clip's path leads to.
   *
   * @param place whether the path leads still where it did: looked at before and after anything
   *     there is opened or renamed
   * @param check what is asked of the clip's bytes between the last of them and its name; bytes
   *     that it refuses are asked for once more, from zero
   */
  public ClipDownload begin(
      ClipUrl url,
      Path target,
      DownloadPolicy policy,
      TransferMeter meter,
      Guard place,
      ByteCheck check) {
    HighWater highWater = new HighWater();
    PartFile part = new PartFile(target, folders, place, check);
    ClipFetch fetch =
        pages.isPage(url)
            ? new ResolvingFetch(
                url, pages, own, media -> engine.begin(media, part, highWater, meter))
            : engine.begin(url, part, highWater, meter);
    return new ClipDownload(url.host(), policy, fetch, highWater, attempts);
  }

  /**
   * Begins the download of a clip that an archive has; for the rest as {@link #begin(ClipUrl, Path,
   * DownloadPolicy, TransferMeter, Guard, ByteCheck)}.
   */
  public ClipDownload begin(
      ArchiveMember member,
      Path target,
      DownloadPolicy policy,
      TransferMeter meter,
      Guard place,
      ByteCheck check) {
    HighWater highWater = new HighWater();
    ByteCheck both = ByteCheck.all(List.of(member.check(), check));
    PartFile part = new PartFile(target, folders, place, both, member.packing());
    return new ClipDownload(
        member.archive().host(),
        policy,
        engine.begin(member, part, highWater, meter),
        highWater,
        attempts);
  }

  /**
   * Opens an archive, waiting between attempts on the calling thread.
   *
   * @param opening what is wanted of it
   * @throws MachineFaultException if it cannot be read, or is none, or its server gives no ranges
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if it is with a server and curl does the transfers, or its URL
   *     is none
   */
  public ZipArchive open(ArchivePlace place, ArchiveOpening opening, DownloadPolicy policy)
      throws InterruptedException, MachineFaultException {
    return new ArchiveAttempts(opening, policy).open(place, engine::hops);
  }

  /**
   * Ends the native engine's attempts as an interrupt would; what has arrived is kept. curl's are
   * the callers' to cancel.
   */
  @Override
  public void close() {
    onClose.run();
  }
}
