package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser without a window, which notes what it asks of the network and what it complains about. */
final class Browser implements AutoCloseable {
    /** It warns of every browser that is newer than itself. Held, or it would be forgotten. */
    private static final Logger NOISE = Logger.getLogger("org.openqa.selenium");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final String origin;

    private Browser(ChromeDriver driver, String origin) {
        this.driver = driver;
        this.origin = origin;
    }

    /**
     * Starts the browser that CHROME_BIN names, or the first of Chromium and Chrome on the path. Where there is none
     * the tests are skipped, but not in CI: there, one must be found.
     *
     * @param port of the server on this machine whose pages are opened
     */
    static Browser start(int port) throws IOException {
        Optional<Path> program = Optional.ofNullable(System.getenv("CHROME_BIN"))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .or(() -> onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"));
        Optional<Path> driver = Optional.ofNullable(System.getenv("CHROMEDRIVER_BIN"))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .or(() -> onPath("chromedriver"));
        if (program.isEmpty() || driver.isEmpty()) {
            String missing = "There is no " + (program.isEmpty() ? "Chromium (set CHROME_BIN)" : "chromedriver")
                    + " on this machine: THE PAGES ARE NOT TESTED IN A BROWSER";
            assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
            System.err.println("WARN " + missing);
            Assumptions.abort(missing);
        }
        NOISE.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver started = new ChromeDriver(service, options(program.orElseThrow()));
        return new Browser(started, "http://localhost:" + port);
    }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static ChromeOptions options(Path program) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        // Without the sandbox: builds run as root in containers, and all pages are our own.
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1000");
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    void open(String path) {
        driver.get(origin + path);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    boolean isShown(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    String text(String css) {
        return find(css).getText();
    }

    /** The cells of each row of a table's body. */
    List<List<String>> rows(String table) {
        return driver.findElements(By.cssSelector(table + " tbody tr")).stream()
                .map(row -> row.findElements(By.cssSelector("th, td")).stream()
                        .map(WebElement::getText)
                        .toList())
                .toList();
    }

    void type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    void click(String css) {
        find(css).click();
    }

    void select(String css, String option) {
        new Select(find(css)).selectByVisibleText(option);
    }

    /** The field that belongs to a label with that first word. */
    String field(String label) {
        WebElement found = driver.findElements(By.tagName("label")).stream()
                .filter(each -> each.getText().split("\\s", 2)[0].equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + label));
        return "#" + found.getDomAttribute("for");
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Tab until such an element has the focus. */
    void tabTo(String css) {
        for (int presses = 0; presses < 40; presses++) {
            if (Boolean.TRUE.equals(driver.executeScript("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("Tab does not lead to " + css);
    }

    /** Waits until an element shows that text. */
    void await(String css, String text) {
        try {
            new WebDriverWait(driver, PATIENCE)
                    .until(each -> each.findElements(By.cssSelector(css)).stream()
                            .anyMatch(element -> element.getText().contains(text)));
        } catch (org.openqa.selenium.TimeoutException late) {
            throw new AssertionError("\"" + text + "\" does not come up in " + css + " but: " + text("body"), late);
        }
    }

    String run(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** By how many pixels the page can be scrolled sideways. */
    int widerThanTheWindow() {
        return Integer.parseInt(
                run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /** Another window, and other wishes of its user. */
    void resize(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** A picture of the whole page. */
    byte[] picture() {
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return java.util.Base64.getDecoder().decode((String) answer.get("data"));
    }

    /** Everything that the browser complained about since the last call: broken rules, failed requests, errors. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The hosts that the page has asked for anything since the last call; pictures in a style sheet are of no host. */
    Set<String> hosts() throws IOException {
        Set<String> hosts = new TreeSet<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            String url = message.at("/params/request/url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent") && !url.startsWith("data:")) {
                hosts.add(url.replaceFirst("^(\\w+://[^/]+).*", "$1"));
            }
        }
        return hosts;
    }

    String origin() {
        return origin;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
