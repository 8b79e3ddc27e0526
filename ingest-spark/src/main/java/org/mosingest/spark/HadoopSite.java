package org.mosingest.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.mosingest.daemon.cluster.SecretSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Hadoop's own configuration: the files of the folder that {@code HADOOP_CONF_DIR} names, as
 * Hadoop's commands read them. They become settings of the Spark application, so that Spark and the
 * executors have them, too.
 */
final class HadoopSite {

  private static final Logger LOG = LoggerFactory.getLogger(HadoopSite.class);

  /** Those that file systems read. Others hold secrets that no executor needs. */
  private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

  private HadoopSite() {}

  /**
   * Adds the settings, except those that are set already.
   *
   * @param environment of this process
   * @throws IllegalArgumentException if a file cannot be read; its content is not repeated
   */
  static void addTo(SparkConf conf, Map<String, String> environment) {
    // Spark's own choice does not know all of Hadoop's.
    conf.setIfMissing("spark.redaction.regex", SecretSettings.SOUND);
    String named = Optional.ofNullable(environment.get("HADOOP_CONF_DIR")).orElse("");
    if (named.isEmpty()) {
      return;
    }
    Configuration site = new Configuration(false);
    boolean none = true;
    for (String name : FILES) {
      Path file = Path.of(named, name);
      if (Files.exists(file)) {
        none = false;
        check(file);
        site.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
      }
    }
    if (none) {
      LOG.warn(
          "there is no {} in {}, the folder that HADOOP_CONF_DIR names",
          String.join(" or ", FILES),
          named);
    }
    // Hadoop expands what refers to other settings where it is used.
    site.forEach(one -> conf.setIfMissing("spark.hadoop." + one.getKey(), one.getValue()));
  }

  /** Hadoop would log what is wrong with it, and with that perhaps a secret. */
  private static void check(Path file) {
    String why;
    try {
      SAXParserFactory.newDefaultInstance()
          .newSAXParser()
          .parse(file.toFile(), new DefaultHandler());
      return;
    } catch (SAXParseException e) {
      why = "line " + e.getLineNumber() + " is not well-formed XML";
    } catch (SAXException | ParserConfigurationException e) {
      why = "it is not well-formed XML";
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    throw new IllegalArgumentException(
        "cannot read Hadoop's configuration "
            + file
            + ": "
            + why
            + "; correct it, or unset HADOOP_CONF_DIR");
  }
}
