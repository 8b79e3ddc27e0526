package org.mosingest.daemon.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.mosingest.daemon.dashboard.DashboardFiles;

/**
 * The dashboard, for a browser. Nothing here tells of a run: the page asks for that as every other
 * client does.
 */
final class PageEndpoints {

  private final DashboardFiles files;

  PageEndpoints(DashboardFiles files) {
    this.files = files;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/", (req, res) -> send(res, files.page())),
        Route.get(
            "/dashboard/{file}",
            (req, res) -> {
              Optional<DashboardFiles.Entry> file =
                  files.find(req.path().pathParameters().get("file"));
              send(res, file.orElseThrow(() -> ErrorAnswers.of(Status.NOT_FOUND_404)));
            }));
  }

  /**
   * Whether a browser asks for that path to show it: it then asks its user for what the service
   * wants to see.
   */
  static boolean isPage(String path) {
    return path.equals("/") || path.startsWith("/dashboard/");
  }

  private static void send(ServerResponse res, DashboardFiles.Entry file) {
    ResponseWriter.bytes(res, file.contentType(), file.bytes());
  }
}
