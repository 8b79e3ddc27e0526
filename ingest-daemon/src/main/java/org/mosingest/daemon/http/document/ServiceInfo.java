package org.mosingest.daemon.http.document;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.mosingest.daemon.limits.LiveLimits;
import org.mosingest.daemon.pool.WorkPool;

/**
 * What the API tells of the service itself. The suppliers are asked at each request, from many
 * threads at once.
 *
 * @param version the program's version
 * @param startedAt when the service started
 * @param downloads how busy the download pool is
 * @param probes how busy the probe pool is
 * @param diskFreeBytes what is free where the outputs lie
 * @param insecureHosts hosts of which any certificate is accepted
 * @param limits what holds for all downloads together
 * @param ready whether it takes up work: not before the runs it was in are taken up, not while it
 *     drains
 */
public record ServiceInfo(
    String version,
    Instant startedAt,
    Supplier<WorkPool.Load> downloads,
    Supplier<WorkPool.Load> probes,
    LongSupplier diskFreeBytes,
    List<String> insecureHosts,
    LiveLimits limits,
    BooleanSupplier ready) {

  public ServiceInfo {
    insecureHosts = List.copyOf(insecureHosts);
  }
}
