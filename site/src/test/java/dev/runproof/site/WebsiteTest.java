package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The website as readers have it: from files on a disk, in a real browser. */
@ExtendWith(Browser.class)
class WebsiteTest {

    @TempDir
    private static Path work;

    private static Path ours;
    private static Path shop;

    private final Chromium chromium;
    private final ChromeDriver browser;

    WebsiteTest(Chromium chromium) {
        this.chromium = chromium;
        this.browser = chromium.driver();
    }

    @BeforeAll
    static void build() throws IOException {
        ours = Built.ours(work.resolve("ours"));
        Path picture = work.resolve("shop/runbooks/graph.png");
        Files.createDirectories(picture.getParent());
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        shop = Built.of(work.resolve("shop"), Library.files(), work.resolve("shop-site"));
    }

    @BeforeEach
    void fresh() {
        chromium.look(1280, 900, "light", "");
        open(shop, "index.html");
        browser.executeScript("localStorage.clear(); sessionStorage.clear()");
        chromium.complaints();
        chromium.requests();
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(chromium.complaints()).isEmpty();
        assertThat(chromium.requests())
                .allMatch(address -> address.startsWith("file://")
                        || address.startsWith("data:")
                        || address.startsWith("blob:")
                        || address.startsWith("http://localhost:"));
    }

    @Test
    void searchIsReachedAndUsedByTheKeyboardAlone() {
        open(ours, "index.html");

        browser.findElement(By.tagName("body")).sendKeys("/");
        WebElement field = browser.switchTo().activeElement();
        field.sendKeys("corelated", Keys.ENTER);

        waitFor("location.pathname.endsWith('/correlated-compromise-indicator/index.html')");
    }

    @Test
    void searchFindsNamesOfAlertsByTheirWordsAndPagesByTheirText() {
        open(shop, "index.html");

        assertThat(found("pvc")).containsExactly("DiskFull");
        assertThat(found("storage")).containsExactly("DiskFull");
        assertThat(found("kubernetes")).containsExactly("DiskFull");
        assertThat(found("restart")).containsExactly("MemoryLow");
        assertThat(found("zebra")).isEmpty();
        assertThat(text("#rp-search [role=status]")).isEqualTo("Nothing found for zebra");
    }

    @Test
    void valuesFromTheLinkStandInCommandsAndOnesThatDoNotFitAreLeftOut() {
        open(shop, "disk-full/index.html?node=node-7&source_ip=203.0.113.7%20;%20reboot&account=o%27brien");

        assertThat(code(0)).isEqualTo("kubectl describe node node-7\n");
        assertThat(code(1))
                .isEqualTo(
                        "grep -- <ACCOUNT> /var/log/auth.log | grep \"from <SOURCE_IP>\"\nssh host grep <ACCOUNT>\n");
        assertThat(browser.findElement(By.name("SOURCE_IP")).getDomProperty("value"))
                .isEmpty();
        assertThat(text("#rp-link"))
                .contains("Filled in from the link: NODE, ACCOUNT")
                .contains("does not fit its field");
    }

    @Test
    void valuesThatAreTypedStandInCommandsAndStayWithTheTab() {
        open(shop, "disk-full/index.html");

        browser.findElement(By.name("SOURCE_IP")).sendKeys("2001:db8::7");
        browser.findElement(By.name("NODE")).sendKeys("Node_7");

        assertThat(code(1)).contains("from 2001:db8::7\"");
        assertThat(code(0)).contains("<NODE>");
        assertThat(browser.findElement(By.name("NODE")).getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(text("#rp-why-NODE")).contains("no value of the type name");
        browser.navigate().refresh();
        assertThat(code(1)).contains("from 2001:db8::7\"");
    }

    @Test
    void ticksAndNotesStayAndBecomeAReport() throws IOException {
        open(shop, "disk-full/index.html?node=node-7");
        String title = "Incident: DiskFull";

        browser.findElement(By.cssSelector("main .step input")).click();
        browser.findElement(By.cssSelector("#rp-note textarea")).sendKeys("It was | the <b>log</b>");
        browser.findElement(By.cssSelector("#rp-note button")).click();
        browser.navigate().refresh();

        assertThat(browser.findElement(By.cssSelector("main .step input")).isSelected())
                .isTrue();
        assertThat(text("#rp-clock output")).matches("\\d+:\\d\\d");
        String report = text("#rp-markdown");
        assertThat(report)
                .startsWith("# " + title)
                .contains("- Runbook: DiskFull (https://runbooks.example.com/books/disk-full/)")
                .contains("| NODE | node-7 |")
                .contains("| Done: Look at the node. |")
                .contains("It was \\| the \\<b\\>log\\</b\\> |")
                .contains("- [x] Look at the node.\n- [ ] Look at the account:\n- [ ] Remove what is not needed.")
                .contains("- Cause:");
        browser.findElement(By.id("rp-anew")).click();
        assertThat(browser.findElement(By.cssSelector("main .step input")).isSelected())
                .isFalse();
        assertThat(text("#rp-markdown")).doesNotContain("the \\<b\\>log").contains("- [ ] Look at the node.");
    }

    @Test
    void theReportIsSavedAsAFile() {
        open(shop, "disk-full/index.html");
        Path downloads = work.resolve("downloads");
        browser.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));

        browser.findElement(By.id("rp-report-save")).click();

        Chromium.until(() -> {
            try (Stream<Path> files = Files.exists(downloads) ? Files.list(downloads) : Stream.empty()) {
                return files.anyMatch(file -> file.toString().endsWith(".md"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatTheBrowserKeepsMayBeAnything() {
        open(shop, "disk-full/index.html");
        for (String kept : List.of(
                "no json", "null", "[]", "{\"ticks\": 1, \"notes\": {}, \"began\": []}", "{\"began\": \"x\"}")) {
            browser.executeScript("localStorage.setItem('runproof:' + location.pathname, arguments[0])", kept);
            browser.navigate().refresh();

            assertThat(text("#rp-markdown")).as(kept).contains("- [ ] Look at the node.");
        }
    }

    @Test
    void theClockBeginsWithTheFirstTickAndIsLateAfterFiveMinutes() {
        open(shop, "disk-full/index.html");
        assertThat(text("#rp-clock button")).isEqualTo("Start the clock");

        browser.findElement(By.cssSelector("main .step input")).click();
        assertThat(text("#rp-clock button")).isEqualTo("Start anew");
        browser.executeScript("""
                const key = 'runproof:' + location.pathname, state = JSON.parse(localStorage.getItem(key));
                state.began = new Date(Date.now() - 301000).toISOString();
                localStorage.setItem(key, JSON.stringify(state));""");
        browser.navigate().refresh();

        assertThat(text("#rp-clock")).contains("are over");
        assertThat(browser.findElement(By.id("rp-old")).isDisplayed()).isFalse();
        browser.executeScript("""
                const key = 'runproof:' + location.pathname, state = JSON.parse(localStorage.getItem(key));
                state.began = new Date(Date.now() - 13 * 3600000).toISOString();
                localStorage.setItem(key, JSON.stringify(state));""");
        browser.navigate().refresh();
        assertThat(browser.findElement(By.id("rp-old")).isDisplayed()).isTrue();
    }

    @Test
    void severityComesFirstThenTriageThenContainment() {
        open(ours, "brute-force-detected/index.html");

        List<String> headings = browser.findElements(By.cssSelector("main h2")).stream()
                .map(WebElement::getText)
                .filter(heading -> !heading.isEmpty())
                .limit(3)
                .toList();

        assertThat(headings)
                .containsExactly("Severity Classification", "Triage Steps (first 5 minutes)", "Containment Actions");
    }

    @Test
    void eachOtherNameLeadsToThePageWithWhatStandsBehindIt() {
        for (String name : List.of(
                "DiskFull/index.html",
                "DiskFull.html",
                "diskfull/index.html",
                "KubePVCFull.html",
                "kube-pvc-full.html",
                "disk-full.html")) {
            open(shop, name + "?node=node-7#mitigation");

            waitFor("location.pathname.endsWith('/disk-full/index.html') && location.hash === '#mitigation'");
            assertThat(code(0)).as(name).contains("node-7");
        }
        open(shop, "volume-full/index.html");
        waitFor("location.pathname.endsWith('/disk-full/index.html') && location.hash === '#mitigation'");
    }

    @Test
    void withoutScriptsEverythingCanBeReadAndEachOtherNameStillLeadsToThePage() {
        chromium.scripts(false);
        try {
            browser.get(address(shop, "disk-full/index.html"));
            String text = browser.findElement(By.tagName("body")).getText();

            assertThat(text)
                    .contains("First things first.", "kubectl describe node <NODE>", "Remove what is not needed.");
            assertThat(text).doesNotContain("Search", "Start the clock", "Copy the report");
            for (String name : List.of(
                    "DiskFull/index.html",
                    "DiskFull.html",
                    "kube-pvc-full.html",
                    "disk-full.html",
                    "volume-full.html")) {
                browser.get(address(shop, name));
                Chromium.until(() -> String.valueOf(browser.getCurrentUrl()).contains("/disk-full/index.html"));
            }
            assertThat(browser.getCurrentUrl()).endsWith("#mitigation");
        } finally {
            chromium.scripts(true);
        }
    }

    @Test
    void anAddressWithoutAPageNamesTheNearestOnesAndWithoutScriptsAllPages() throws IOException {
        try (var server = Built.serve(work.resolve("shop"))) {
            browser.get(server.address() + "old/disk-ful/?node=node-7");
            waitFor("document.querySelector('#rp-near:not([hidden]) a') !== null");
            WebElement nearest = browser.findElement(By.cssSelector("#rp-near a"));
            assertThat(nearest.getText()).isEqualTo("DiskFull");
            nearest.click();
            waitFor("location.pathname.endsWith('/disk-full/index.html')");
            assertThat(code(0)).contains("node-7");

            chromium.scripts(false);
            browser.get(server.address() + "old/disk-ful/");
            assertThat(browser.findElement(By.id("rp-near")).isDisplayed()).isFalse();
            browser.findElement(By.linkText("all runbooks")).click();
            Chromium.until(() -> String.valueOf(browser.getTitle()).equals("Books of the shop"));
            assertThat(browser.findElement(By.tagName("main")).getText()).contains("DiskFull", "MemoryLow");
        } finally {
            chromium.scripts(true);
            open(shop, "index.html");
        }
        // That there is no such page is the only thing that the console may say.
        assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("status of 404"));
    }

    @Test
    void rawHtmlDoesNothing() {
        open(shop, "disk-full/index.html");

        assertThat(browser.getTitle()).isEqualTo("DiskFull · Books of the shop");
        assertThat(
                        browser.findElements(
                                By.cssSelector(
                                        "main script, main img[src=x], main [onerror], main iframe, main form[action], main [onclick], main [style], main .card, a[href^=javascript]")))
                .isEmpty();
        assertThat(browser.findElements(By.id("rp-fill"))).hasSize(1);
        assertThat(text("main")).contains("a trap", "styled");
    }

    @Test
    void aPictureOfTheRepositoryIsShown() {
        open(shop, "disk-full/index.html");

        WebElement picture = browser.findElement(By.cssSelector("main img"));
        browser.executeScript("arguments[0].scrollIntoView()", picture);
        waitFor("document.querySelector('main img').naturalWidth === 30");
        assertThat(picture.getDomAttribute("alt")).isEqualTo("A graph");
    }

    @Test
    void linksInTextLeadToPagesOfTheSiteOrAreNone() {
        open(shop, "disk-full/index.html");

        assertThat(browser.findElement(By.linkText("memory")).getDomAttribute("href"))
                .isEqualTo("../memory-low/index.html#mitigation");
        assertThat(browser.findElements(By.linkText("a page that is gone"))).isEmpty();
        assertThat(browser.findElement(By.linkText("Edit this page")).getDomAttribute("href"))
                .isEqualTo("https://git.example.com/shop/edit/main/runbooks/disk-full.md");
        assertThat(browser.findElement(By.cssSelector(".side")).getText()).contains("Related", "MemoryLow");
    }

    @Test
    void itIsDarkWhereThatIsPreferred() {
        open(ours, "brute-force-detected/index.html");
        String light = style("body", "backgroundColor");

        chromium.look(1280, 900, "dark", "");

        assertThat(light).isEqualTo("rgb(255, 255, 255)");
        assertThat(style("body", "backgroundColor")).isEqualTo("rgb(16, 19, 23)");
    }

    @Test
    void onPaperThereIsTheTextAndNothingToPress() {
        open(ours, "brute-force-detected/index.html");

        chromium.look(1280, 900, "dark", "print");

        assertThat(style("body", "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
        assertThat(style(".top", "display")).isEqualTo("none");
        assertThat(style(".code > button", "display")).isEqualTo("none");
        assertThat(style("#rp-report", "display")).isEqualTo("none");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        for (String page : pages()) {
            chromium.look(360, 740, "light", "");
            open(ours, page);

            Object wider = browser.executeScript("""
                    const wide = document.documentElement.clientWidth;
                    return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1
                      && !e.closest('.wide, .machine, .skip')).map(e => e.outerHTML.slice(0, 80));""");
            assertThat((List<?>) wider).as(page).isEmpty();
        }
    }

    @Test
    void whatIsPressedOnAPhoneIsLarge() {
        chromium.look(360, 740, "light", "");
        open(ours, "brute-force-detected/index.html");

        Object small = browser.executeScript("""
                return [...document.querySelectorAll('main button, main input')].filter(e => e.offsetParent
                  && e.getBoundingClientRect().height < (e.type === 'checkbox' ? 28 : 40)).map(e => e.outerHTML.slice(0, 80));""");

        assertThat((List<?>) small).isEmpty();
    }

    @Test
    void axeFindsNothing() throws IOException {
        String axe;
        try (InputStream in = Objects.requireNonNull(WebsiteTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> broken = new ArrayList<>();
        for (String page : pages()) {
            for (String scheme : List.of("light", "dark")) {
                for (int width : List.of(1280, 360)) {
                    chromium.look(width, 800, scheme, "");
                    open(ours, page + "?source_ip=203.0.113.7&nonsense=x");
                    browser.executeScript("document.querySelectorAll('details').forEach(part => part.open = true)");
                    browser.executeScript(axe);
                    Object violations = browser.executeAsyncScript("""
                            const done = arguments[arguments.length - 1];
                            axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                              .then(result => done(result.violations.map(one => one.id + ': '
                                + one.nodes.map(node => node.html.slice(0, 120) + ' ' + (node.any[0] ?? node.all[0] ?? {}).message).slice(0, 3).join('; '))));""");
                    ((List<?>) Objects.requireNonNull(violations))
                            .forEach(violation -> broken.add(page + " " + scheme + " " + width + " " + violation));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<String> pages() {
        return List.of(
                "index.html",
                "brute-force-detected/index.html",
                "correlated-compromise-indicator/index.html",
                "_site/alerts.html",
                "_site/coverage.html",
                "_site/reference.html",
                "_site/owners.html",
                "_site/tags.html",
                "_site/finding/broken-link.html");
    }

    private void open(Path site, String page) {
        browser.get(address(site, page));
    }

    private static String address(Path site, String page) {
        return site.toUri() + page;
    }

    private String code(int block) {
        return (String) Objects.requireNonNull(browser.executeScript(
                "return document.querySelectorAll('main pre code')[arguments[0]].textContent", block));
    }

    private String text(String selector) {
        return (String) Objects.requireNonNull(
                browser.executeScript("return document.querySelector(arguments[0]).textContent", selector));
    }

    private String style(String selector, String property) {
        return (String) Objects.requireNonNull(browser.executeScript(
                "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", selector, property));
    }

    private List<String> found(String words) {
        WebElement field = browser.findElement(By.name("q"));
        field.clear();
        field.sendKeys(words);
        Chromium.until(() -> {
            String status = text("#rp-search [role=status]");
            return status.endsWith(" found") || status.endsWith(" " + words);
        });
        return browser.findElements(By.cssSelector("#rp-hits li")).stream()
                .filter(WebElement::isDisplayed)
                .map(hit -> hit.getText().lines().findFirst().orElse(""))
                .toList();
    }

    private void waitFor(String condition) {
        Chromium.until(() -> Boolean.TRUE.equals(
                browser.executeScript("return document.readyState === 'complete' && " + condition)));
    }
}
