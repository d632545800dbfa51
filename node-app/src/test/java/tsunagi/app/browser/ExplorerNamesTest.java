package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tsunagi.app.HttpNode;
import tsunagi.protocol.Transaction;

/// Names, the ways through long lists, and what can be saved of a page.
@Execution(ExecutionMode.SAME_THREAD)
class ExplorerNamesTest {
    private static final String WATCH_DOWNLOADS = "(() => { const make = URL.createObjectURL;"
            + " URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); }; })()";

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @Test
    void aNameHasAPageThatEachOfItsTransactionsLeadsTo() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "one", new Transaction("Alice", "Carol", 30), new Transaction("Carol", "Alice", 5));
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            page.click("main td a[href=\"#/name/Carol\"]");
            page.await("document.querySelector('h1').textContent == 'Name Carol'");
            page.awaitText("25");
            page.click("main td a[href=\"#/name/Alice\"]");
            page.awaitText("-125");
            page.await("document.querySelectorAll('main tbody tr').length == 3");
            page.await("document.querySelector('.live.on')");
            Blocks.add(node, "two", new Transaction("Bob", "Alice", 225));
            page.await("document.querySelector('.facts dd').textContent == '100'");
            page.click("main tbody tr:first-child a");
            page.awaitText("Block 2");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    @Test
    void oddNamesHavePagesToo() throws Exception {
        List<String> names = List.of(
                "",
                ".",
                "..",
                "a/b",
                "100%",
                "what?",
                "#",
                "<b>",
                "+",
                "a b",
                "開発者",
                "\u202Eevil",
                "a\nb",
                "%41",
                "👩‍👩‍👧");
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 0; i < names.size(); i++)
                Blocks.add(node, "", new Transaction("from", names.get(i), 1000 + i));
            Page page = BROWSER.open();
            for (int i = 0; i < names.size(); i++) {
                page.show(node.at("/#/block/" + (i + 1)));
                page.awaitText("Block " + (i + 1) + "\n");
                page.click("main td:nth-child(2) a");
                page.await("document.querySelector('.facts.large dd')?.textContent == '1,0" + (i < 10 ? "0" : "") + i
                        + "'");
            }
            page.show(node.at("/#/name/" + URLEncoder.encode("nobody", UTF_8)));
            page.awaitText("No transaction on the chain has this name");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    @Test
    void sumsBeyond64BitsAreWhole() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 0; i < 3; i++) Blocks.add(node, "", new Transaction("a", "b", Long.MAX_VALUE));
            Page page = BROWSER.open();
            page.show(node.at("/#/name/a"));
            page.awaitText("-27,670,116,110,564,327,421");
        }
    }

    @Test
    void aLongListHasAFirstALastAndAnyOtherPage() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 1; i <= 65; i++) Blocks.add(node, "line " + i, new Transaction("Zoe", "Yan", i));
            Page page = BROWSER.open();
            page.show(node.at("/#/"));
            page.awaitText("line 65");
            page.click(".pager a:last-of-type");
            page.awaitText("Hello, Zig Blockchain!");
            page.awaitText("line 19\n");
            page.type(".jump input", "44");
            page.click(".jump button");
            page.awaitText("line 44\n");
            page.awaitText("line 25\n");
            page.click(".pager a:nth-of-type(2)");
            page.awaitText("line 64\n");
            page.click(".pager a:first-of-type");
            page.awaitText("line 65\n");
            page.show(node.at("/#/name/Zoe"));
            page.awaitText("2,145");
            page.click(".pager a:last-of-type");
            page.await("document.querySelectorAll('main tbody tr').length == 20");
            page.await("document.querySelector('main tbody tr:last-child td').innerText.includes('1')");
            page.click(".pager a:first-of-type");
            page.await("document.querySelector('main tbody tr a').textContent == '65'");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    @Test
    void whatIsShownCanBeSaved() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "=1+\"2\",\né", new Transaction("a", "b", Long.MAX_VALUE));
            Page page = BROWSER.open();
            page.show(node.at("/#/"));
            page.awaitText("=1+");
            page.value(WATCH_DOWNLOADS);
            page.click(".exports button:first-child");
            String csv = page.value("saved.text()").asString();
            assertTrue(
                    csv.startsWith(
                            "\"height\",\"hash\",\"prev_hash\",\"timestamp\",\"time\",\"nonce\",\"data\",\"transactions\"\r\n1,\""),
                    csv);
            assertTrue(csv.contains(",\"'=1+\"\"2\"\",\né\","), csv);
            assertTrue(csv.contains("\"\"amount\"\":9223372036854775807"), csv);
            page.click(".exports button:last-child");
            JsonNode json = Browser.MAPPER.readTree(page.value("saved.text()").asString());
            assertEquals("=1+\"2\",\né", json.get(0).get("data").asString());
            assertEquals(Long.MAX_VALUE, json.at("/0/transactions/0/amount").asLong());
            assertEquals(2, json.size());
            page.show(node.at("/#/name/a"));
            page.awaitText("-9,223,372,036,854,775,807");
            page.click(".exports button:first-child");
            assertTrue(page.value("saved.text()").asString().contains("\"a\",\"b\",9223372036854775807"));
        }
    }

    @Test
    void aBlockLeadsToItsFrameAndItsJson() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "to be seen raw");
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            page.awaitText("1 confirmation");
            assertTrue(
                    page.value("fetch(document.querySelector('main nav a[href$=\"/frame\"]').href).then(r => r.text())")
                            .asString()
                            .startsWith("BLOCK:{\"index\":1,"));
            assertTrue(
                    page.value("fetch(document.querySelector('main nav a[href^=\"/api\"]').href).then(r => r.text())")
                            .asString()
                            .contains("to be seen raw"));
        }
    }
}
