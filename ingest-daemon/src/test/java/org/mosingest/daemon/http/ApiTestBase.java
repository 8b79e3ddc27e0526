package org.mosingest.daemon.http;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has an API of its own, served over fake runs. */
abstract class ApiTestBase {

  @TempDir Path folder;
  ApiFixture api;

  @BeforeEach
  final void serveApi() throws IOException {
    api = new ApiFixture(folder, ApiFixture.limits());
  }

  @AfterEach
  final void stopApi() {
    api.close();
  }
}
