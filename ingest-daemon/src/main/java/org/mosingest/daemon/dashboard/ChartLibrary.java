package org.mosingest.daemon.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Chart.js, the script that draws the charts: for the dashboard, and for a report that holds it in
 * itself. It comes from its WebJar on the class path.
 */
public final class ChartLibrary {

  private static final String PROPERTIES = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private ChartLibrary() {}

  /** The library's version: {@code 4.5.1}. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = open(PROPERTIES)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** The whole library as one classic script in UTF-8; it defines {@code globalThis.Chart}. */
  public static byte[] script() {
    try (InputStream in =
        open("META-INF/resources/webjars/chart.js/" + version() + "/dist/chart.umd.min.js")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = ChartLibrary.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the program is incomplete: " + resource + " is missing");
    }
    return in;
  }
}
