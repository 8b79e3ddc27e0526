package org.mosingest.daemon.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.run.ClipWork;
import org.mosingest.daemon.run.Engines;

/** Has the clips of runs fetched and read by a cluster. Found on the class path, where it is. */
public interface ClusterEngine {

  /** A connection to a cluster: it makes the work of runs. */
  interface Session extends ClipWork.Maker, AutoCloseable {
    @Override
    void close();
  }

  /**
   * How a cluster is reached, and how much of it is used.
   *
   * @param master the cluster's address; empty for what the configuration says, else this process
   * @param configuration the cluster's own settings, by their names
   * @param start the start options, of which each machine takes its share
   * @param hereOnly the names of options that are given and are not sent to other machines
   * @param clipsAt below which address of a file system of the cluster's clips are kept; empty for
   *     the corpus folder
   * @param version this program's
   */
  record Request(
      Optional<String> master,
      Map<String, String> configuration,
      OptionValues start,
      List<String> hereOnly,
      Optional<String> clipsAt,
      String version) {
    public Request {
      configuration = Map.copyOf(configuration);
      hereOnly = List.copyOf(hereOnly);
    }
  }

  /**
   * Connects.
   *
   * @param own the engines of this process, which do the work where the cluster is this process
   * @throws MachineFaultException if there is no such cluster
   * @throws IllegalArgumentException if what is asked cannot be done by that cluster
   * @throws InterruptedException if interrupted while its machines are waited for
   */
  Session start(Request request, Engines own) throws MachineFaultException, InterruptedException;

  /** The engine on the class path; empty if there is none. */
  static Optional<ClusterEngine> find() {
    return ServiceLoader.load(ClusterEngine.class).findFirst();
  }
}
