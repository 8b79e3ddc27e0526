package org.mosingest.daemon.dashboard;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mosingest.daemon.run.CorpusBed;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real browser without a window, and what a test does with it. It resolves no names: what it
 * wants from elsewhere it does not get.
 */
public final class Chromium implements AutoCloseable {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; where the machine has none, the test is skipped and says so. */
  public static Chromium start() {
    return start(Map.of());
  }

  /** One that tells the {@link #longestTask}. */
  static Chromium startTraced() {
    return start(Map.of("traceCategories", "toplevel"));
  }

  private static Chromium start(Map<String, Object> logged) {
    Path browser =
        BROWSERS.stream()
            .flatMap(name -> inPath(name).stream())
            .findFirst()
            .orElseGet(() -> absent("chromium"));
    Path driver = inPath("chromedriver").orElseGet(() -> absent("chromedriver"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--enable-precise-memory-info",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
    if (!logged.isEmpty()) {
      options.setExperimentalOption("perfLoggingPrefs", logged);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("performance", Level.ALL);
    logs.enable("browser", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Path absent(String program) {
    String said =
        "skipped: "
            + program
            + " is not in PATH, so pages are not tried in a browser: on Debian, apt-get"
            + " install chromium chromium-driver";
    // The report of the tests says so, too, but who reads that?
    System.err.println(said);
    return abort(said);
  }

  private static Optional<Path> inPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A tab that knows nothing of an earlier one, of that size, with the system's colours as given.
   */
  public void fresh(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
    String old = driver.getWindowHandle();
    driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
    String tab = driver.getWindowHandle();
    driver.switchTo().window(old).close();
    driver.switchTo().window(tab);
    size(width, height);
    dark(dark);
    var _ = driver.manage().logs().get("performance");
    var _ = driver.manage().logs().get("browser");
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Loads a page and waits until it is there. */
  public void open(String url) {
    driver.get(url);
  }

  /** Lets no page load what these patterns match, in which stars stand for anything; none: all. */
  void block(String... addresses) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
  }

  /** The elements that the selector finds now. */
  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The text of the first element that the selector finds; empty if there is none yet. */
  String text(String css) {
    try {
      return String.valueOf(one(css).getDomProperty("textContent")).strip();
    } catch (NoSuchElementException | StaleElementReferenceException e) {
      return "";
    }
  }

  void awaitText(String css, String part) {
    try {
      CorpusBed.await(css + " says " + part, () -> text(css).contains(part));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + ", but '" + text(css) + "'; the console: " + console(), e);
    }
  }

  void awaitShown(String css) {
    CorpusBed.await(css + " is shown", () -> all(css).stream().anyMatch(WebElement::isDisplayed));
  }

  void awaitGone(String css) {
    CorpusBed.await(css + " is gone", () -> all(css).stream().noneMatch(WebElement::isDisplayed));
  }

  void click(String css) {
    CorpusBed.await(
        css + " can be clicked",
        () -> all(css).stream().anyMatch(node -> node.isDisplayed() && node.isEnabled()));
    WebElement node = one(css);
    script("arguments[0].scrollIntoView({block: 'center'})", node);
    node.click();
  }

  void type(String css, String keys) {
    WebElement field = one(css);
    field.clear();
    field.sendKeys(keys);
  }

  /** Runs a script in the page; what it returns. */
  @Nullable Object script(String code, @Nullable Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  long number(String code) {
    return ((Number) Objects.requireNonNull(script("return " + code))).longValue();
  }

  /** What an expression of JavaScript is in the page, as text. */
  public String string(String code) {
    return String.valueOf(script("return " + code));
  }

  @Nullable Object async(String code) {
    return driver.executeAsyncScript(code);
  }

  void collectGarbage() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
  }

  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the page and the browser complained of since the last question. */
  List<String> console() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that the page asked for since the last question. */
  List<String> asked() {
    return driver.manage().logs().get("performance").getAll().stream()
        .flatMap(Chromium::url)
        .toList();
  }

  /**
   * The most that one task took on the threads of pages since the tab is {@link #fresh}: by the
   * clock, and of a processor's time. To be asked when the page has been left for another: only
   * then the browser tells.
   */
  LongestTask longestTask() {
    List<JsonNode> events =
        driver.manage().logs().get("performance").getAll().stream()
            .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).path("message"))
            .filter(message -> message.path("method").asString("").equals("Tracing.dataCollected"))
            .map(message -> message.path("params"))
            .toList();
    Set<String> pages =
        events.stream()
            .filter(event -> event.at("/args/name").asString("").equals("CrRendererMain"))
            .map(Chromium::thread)
            .collect(Collectors.toSet());
    List<JsonNode> tasks =
        events.stream()
            .filter(event -> event.path("name").asString("").endsWith("RunTask"))
            .filter(event -> pages.contains(thread(event)))
            .toList();
    return new LongestTask(most(tasks, "dur"), most(tasks, "tdur"));
  }

  /** Milliseconds by the clock, and of a processor's time. */
  record LongestTask(long clockMs, long processorMs) {}

  private static String thread(JsonNode event) {
    return event.path("pid").asString("") + " " + event.path("tid").asString("");
  }

  private static long most(List<JsonNode> tasks, String micros) {
    return tasks.stream().mapToLong(task -> task.path(micros).asLong(0)).max().orElseThrow() / 1000;
  }

  private static Stream<String> url(LogEntry entry) {
    JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).path("message");
    return message.path("method").asString("").equals("Network.requestWillBeSent")
        ? Stream.of(message.at("/params/request/url").asString(""))
        : Stream.empty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
