package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tsunagi.app.HttpNode;
import tsunagi.network.PeerAddress;

/// Every page in both themes, on a desk and on a phone: accessible, no wider than the screen, and
/// photographed for who wants to look.
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(900)
class EveryPageTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int PHONE = 360;
    private static final int DESK = 1280;
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @Test
    void everyPageIsAccessibleInBothThemesAndAtPhoneWidth() throws Exception {
        String axe;
        try (InputStream script = EveryPageTest.class.getResourceAsStream(AXE)) {
            axe = new String(script.readAllBytes(), UTF_8);
        }
        try (HttpNode a = HttpNode.start();
                HttpNode b = HttpNode.start("--connect", "127.0.0.1:1");
                HttpNode c = HttpNode.start("--connect", "127.0.0.1:" + b.port())) {
            for (int i = 1; i <= 5; i++) b.mine("Left behind " + i);
            for (int i = 1; i <= 12; i++) a.mine("Entry " + i + " of the logbook");
            b.node().dial(new PeerAddress("127.0.0.1", a.port()));
            HttpNode.await("one chain", () -> c.node().tip().equals(a.node().tip()));
            b.mine("Entry 13, of this very node");
            b.mine("Long and without end, ".repeat(150));
            b.mine("pay \u202Elive\u202C to 開発者\u200B");
            b.minePaying("With transactions", 15);
            for (String theme : List.of("light", "dark")) {
                for (int width : new int[] {DESK, PHONE}) {
                    for (String language : List.of("en", "ja")) look(b, axe, theme, width, language);
                }
            }
        }
    }

    private static void look(HttpNode node, String axe, String theme, int width, String language) throws Exception {
        Page page = BROWSER.open();
        page.size(width);
        page.theme(theme);
        page.show(node.at("/icon.svg"));
        page.value("localStorage.setItem('tsunagi-language', '" + language + "')");
        boolean english = language.equals("en");
        for (String[] place : new String[][] {
            {"chain", "#/", "Entry 13"},
            {"older", "#/?from=13", "Entry 13"},
            {"block", "#/block/16", "Alice"},
            {"genesis", "#/block/0", "Alice"},
            {"name", "#/name/Alice", "Bob"},
            {"nobody", "#/name/", english ? "No transaction" : "取引がありません"},
            {"peers", "#/peers", english ? "inbound" : "相手から"},
            {"forks", "#/forks", english ? "side branch" : "サイドブランチ"},
            {"mine", "#/mine", english ? "Add a transaction" : "取引を追加"},
            {"search", "#/search?q=1", "Entry 13"},
            {"lost", "#/%25E0%2525", english ? "no such page" : "見つかりません"},
            {"unreadable", "#/%FF", english ? "cannot be read" : "読み取れません"}
        }) {
            // So that the page before this one is not taken for it.
            page.value("document.querySelector('main')?.replaceChildren()");
            page.show(node.at("/" + place[1]));
            page.awaitText(place[2]);
            page.photograph(PICTURES.resolve(place[0] + "-" + theme + "-" + language + "-" + width + ".png"));
            page.value(axe + "; true");
            // All rules, also those that axe leaves off by itself: experimental
            // ones, and WCAG's level AAA.
            JsonNode faults = page.value(
                    "axe.run(document, {rules: Object.fromEntries(axe.getRules().map(r => [r.ruleId, {enabled: true}]))})"
                            + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')))");
            assertTrue(faults.isEmpty(), place[0] + " " + theme + " " + language + " " + width + ": " + faults);
            JsonNode overflow =
                    page.value("document.documentElement.scrollWidth > document.documentElement.clientWidth");
            assertFalse(overflow.asBoolean(), place[0] + " is wider than the screen at " + width);
        }
    }
}
