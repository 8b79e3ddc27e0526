package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.content.OutputTallies;
import org.mosingest.daemon.dashboard.DashboardFiles;
import org.mosingest.daemon.history.RunHistories;
import org.mosingest.daemon.http.ApiFixture.Reply;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.elsewhere.RunsElsewhere;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description that the service gives of itself is the truth: nothing in it is not so, nothing
 * that is so is missing.
 */
class OpenApiTest extends ApiTestBase {

  private static final String EXPORT = "{\"format\": \"csv\", \"output\": \"rows.csv\"}";
  private static final WorkPool.Load IDLE = new WorkPool.Load(1, 0, 0);

  private JsonNode description;

  @BeforeEach
  void serve() throws IOException {
    description = api.get("/openapi.json").json();
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    ProgressBroadcast feed = new ProgressBroadcast(() -> new byte[0], ApiFixture.limits());
    ServiceInfo service =
        new ServiceInfo(
            "1", FakeRuns.THEN, () -> IDLE, () -> IDLE, () -> 0, List.of(), api.live, () -> true);
    Set<String> routes = new TreeSet<>();
    List<Route> all =
        new ArrayList<>(
            new ServiceEndpoints(
                    service, api.runs, new Metrics(), feed, new JsonBody(ApiFixture.limits()))
                .routes());
    all.addAll(
        new RunEndpoints(
                new RunsElsewhere(api.runs, InstantSource.system()),
                ApiFixture::submission,
                new RootFolders(List.of(api.root)),
                new JsonBody(ApiFixture.limits()))
            .routes());
    all.addAll(
        new ExportEndpoints(
                api.runs,
                api.exports,
                new RootFolders(List.of(api.root)),
                new JsonBody(ApiFixture.limits()))
            .routes());
    RunHistories histories = RunHistories.start(api.runs);
    all.addAll(new InsightEndpoints(api.runs, histories, new OutputTallies()).routes());
    all.addAll(new PageEndpoints(new DashboardFiles()).routes());
    histories.close();
    all.forEach(route -> routes.add(route.method().text() + " " + route.path()));
    feed.close();

    assertThat(operations().keySet()).isEqualTo(routes);
  }

  @Test
  void everyOperationAnswersAsDescribed() throws IOException {
    for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
      RunState state =
          switch (operation.getKey().substring(operation.getKey().lastIndexOf('/'))) {
            case "/resume" -> RunState.PAUSED;
            case "/retry" -> RunState.COMPLETED;
            default ->
                operation.getKey().startsWith("DELETE") ? RunState.COMPLETED : RunState.RUNNING;
          };
      api.run("r-1", state, 10);
      checkAnswer(operation.getKey(), operation.getValue(), "r-1", 2);
    }
  }

  @Test
  void everyOperationRefusesAsDescribed() throws IOException {
    for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
      if (operation.getKey().contains("{id}")) {
        checkAnswer(operation.getKey(), operation.getValue(), "nobody", 4);
      }
    }
    String submit = "POST /runs";
    JsonNode described = operation(submit);
    for (String body :
        List.of(
            "{\"corpus_version\": \"held\"}",
            "{\"corpus_version\": \"bad\"}",
            "{\"nonsense\": 1}",
            "{\"output\": \"/x\"}")) {
      check(submit, described, api.post("/runs", ApiFixture.body(body)), 4);
    }
    check(
        submit,
        described,
        api.post("/runs", RequestBody.create("x", MediaType.get("text/plain"))),
        4);
    check(
        submit,
        described,
        api.post("/runs", ApiFixture.body("{\"corpus_version\": \"fault\"}")),
        5);
    api.run("r-1", RunState.COMPLETED, 94);
    for (String body :
        List.of("{\"clips\": [\"never-failed.mp4\"]}", "{\"clips\": []}", "{\"reason\": \"(\"}")) {
      check(
          "POST /runs/{id}/retry",
          operation("POST /runs/{id}/retry"),
          api.post("/runs/r-1/retry", ApiFixture.body(body)),
          4);
    }
    for (String more : List.of("\"seed\": 100", "\"seed\": 101", "\"seed\": \"x\"", "\"x\": 1")) {
      check(
          "POST /runs/{id}/exports",
          operation("POST /runs/{id}/exports"),
          api.post("/runs/r-1/exports", ApiFixture.body(EXPORT.replace("}", ", " + more + "}"))),
          4);
    }
    check(
        "POST /runs/{id}/exports",
        operation("POST /runs/{id}/exports"),
        api.post("/runs/r-1/exports", ApiFixture.body(EXPORT.replace("rows.csv", "../rows.csv"))),
        4);
    check(
        "POST /runs/{id}/exports",
        operation("POST /runs/{id}/exports"),
        api.post("/runs/r-1/exports", ApiFixture.body(EXPORT.replace("}", ", \"seed\": 102}"))),
        5);
    check(
        "GET /runs/{id}/exports/{export}",
        operation("GET /runs/{id}/exports/{export}"),
        api.get("/runs/r-1/exports/7"),
        4);
    check(
        "GET /dashboard/{file}",
        operation("GET /dashboard/{file}"),
        api.get("/dashboard/index.html"),
        4);
    for (String body :
        List.of("{\"downloads\": 0}", "{\"limit_rate\": null}", "[]", "{", "{\"x\": 1}")) {
      check(
          "POST /limits", operation("POST /limits"), api.post("/limits", ApiFixture.body(body)), 4);
    }
    api.ready.set(false);
    check("GET /healthz", operation("GET /healthz"), api.get("/healthz?ready"), 5);
  }

  @Test
  void anInspectionsOptionsCanBeSubmittedAgain() {
    JsonNode schemas = description.at("/components/schemas");

    assertThat(schemas.at("/Submission/properties").propertyNames())
        .containsAll(schemas.at("/Options/properties").propertyNames())
        .doesNotContain("ffprobe_bin", "curl_bin", "downloads", "probes", "per_host", "limit_rate");
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    description
        .get("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry(
                    (method, operation) ->
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
    return operations;
  }

  private JsonNode operation(String key) {
    return Objects.requireNonNull(operations().get(key), key);
  }

  private void checkAnswer(String operation, JsonNode described, String id, int family)
      throws IOException {
    String path =
        operation
            .substring(operation.indexOf(' ') + 1)
            .replace("{id}", id)
            .replace("{export}", "2")
            .replace("{file}", "main.js");
    String body = path.endsWith("/exports") ? EXPORT : "{}";
    Reply reply =
        switch (operation.substring(0, operation.indexOf(' '))) {
          case "GET" -> api.get(path);
          case "DELETE" -> api.delete(path);
          case "PUT" -> api.put(path.replace("r-1", "spark-1"), api.get("/runs/r-1").body());
          default -> api.post(path, ApiFixture.body(body));
        };
    check(operation, described, reply, family);
  }

  /**
   * The status is described, and the body is what the description says for it: all of its fields
   * and no others.
   */
  private void check(String operation, JsonNode described, Reply reply, int family) {
    assertThat(reply.status() / 100).as(operation + " " + reply.body()).isEqualTo(family);
    JsonNode response = resolve(described.path("responses").path(Integer.toString(reply.status())));
    assertThat(response.isObject()).as(operation + " may answer " + reply.status()).isTrue();
    response
        .path("headers")
        .forEachEntry(
            (name, header) ->
                assertThat(reply.header(name)).as(operation + " " + name).isNotNull());
    String type = String.valueOf(reply.header("Content-Type")).replaceFirst(";.*", "");
    JsonNode schema = response.path("content").path(type).path("schema");
    assertThat(schema.isObject()).as(operation + " may answer " + type).isTrue();
    if (type.equals("application/json")) {
      assertThat(validator(schema).validate(reply.json()))
          .as(operation + " " + reply.body())
          .isEmpty();
    }
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isString() ? description.at(ref.stringValue().substring(1)) : node;
  }

  /** A schema that stands by itself: it brings the shared ones along where its references point. */
  private Schema validator(JsonNode schema) {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("components", description.get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
  }

  @Test
  void theCheckWouldFindAMissingField() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
    ObjectNode run = (ObjectNode) api.get("/progress/r-1").json();
    Schema schema = validator(description.at("/components/schemas/Run"));
    assertThat(schema.validate(run)).isEmpty();
    Set<String> fields = new HashSet<>(run.propertyNames());

    for (String field : fields) {
      JsonNode taken = run.remove(field);
      assertThat(schema.validate(run)).as("without " + field).isNotEmpty();
      run.set(field, taken);
    }
    run.put("another", 1);
    assertThat(schema.validate(run)).as("with a field too many").isNotEmpty();
  }
}
