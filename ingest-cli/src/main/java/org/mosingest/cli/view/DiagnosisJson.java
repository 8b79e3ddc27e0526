package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.doctor.Diagnosis;
import org.mosingest.daemon.doctor.finding.Finding;
import tools.jackson.databind.json.JsonMapper;

/** What a doctor found, as a document: its shape is written down in docs/doctor.md. */
public final class DiagnosisJson {

  private static final String SCHEMA = "ingest-doctor-v1";

  private DiagnosisJson() {}

  public static String of(Diagnosis diagnosis, RunOptions options, int exitStatus) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("corpus", options.corpus().id());
    subject.put("folder", options.folder().toString());
    return document(subject, diagnosis, exitStatus);
  }

  /** What was found of the machine alone: without {@code corpus} and {@code folder}. */
  public static String ofMachine(Diagnosis diagnosis, int exitStatus) {
    return document(Map.of(), diagnosis, exitStatus);
  }

  private static String document(Map<String, Object> subject, Diagnosis diagnosis, int exitStatus) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.putAll(subject);
    document.put("exit_status", exitStatus);
    List<Map<String, Object>> findings = new ArrayList<>();
    diagnosis.findings().forEach(finding -> findings.add(finding(finding)));
    document.put("findings", findings);
    return JsonMapper.shared().writeValueAsString(document);
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("check", finding.check());
    object.put("severity", DiagnosisLines.word(finding));
    object.put("found", finding.found());
    object.put("details", finding.details());
    switch (finding) {
      case Finding.Ok ok -> {}
      case Finding.Note(var _, var _, var _, String todo) -> object.put("todo", todo);
      case Finding.Warning(var _, var _, var _, String todo) -> object.put("todo", todo);
      case Finding.Problem(var _, var _, var _, String todo, Finding.Blame blame) -> {
        object.put("todo", todo);
        object.put("blame", blame.name().toLowerCase(Locale.ROOT));
      }
    }
    return object;
  }
}
