package tsunagi.app.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tsunagi.app.HttpNode;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// What strangers write and what readers type is shown as what it is.
@Execution(ExecutionMode.SAME_THREAD)
class ExplorerShowsTest {
    private static final int ENTER = 13;

    /// The numbers whose digits stand on more than one line.
    private static final String BROKEN_NUMBERS = """
            (() => {
              const broken = [];
              const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const text = walker.currentNode;
                for (const number of text.data.matchAll(/(?<![\\w.])-?\\d[\\d,]*\\d(?![\\w…])/g)) {
                  const range = document.createRange();
                  range.setStart(text, number.index);
                  range.setEnd(text, number.index + number[0].length);
                  const tops = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
                  if (tops.size > 1) broken.push(number[0]);
                }
              }
              return broken.join(' ');
            })()""";

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @Test
    void copiedIsSaidOnlyWhenItWas() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            String hash = Blocks.add(node, "its hash").hash().toString();
            Page page = BROWSER.open();
            // As it is at a plain http address that is not this machine's own.
            page.beforeAnyScript(
                    "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });"
                            + " document.execCommand = () => false");
            page.show(node.at("/#/block/1"));
            page.awaitText("1 confirmation");
            page.click(".hash.whole");
            page.awaitText("Not copied");
            assertFalse(page.text().contains("\ncopied"));
            assertEquals(
                    hash,
                    page.value("document.activeElement.value.slice(document.activeElement.selectionStart,"
                                    + " document.activeElement.selectionEnd)")
                            .asString());
            page.value("document.activeElement.blur()");
            page.await("document.querySelector('.hash.whole')");
            page.show(node.at("/#/block/0"));
            page.awaitText("Genesis block");
            page.value("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })");
            page.click(".hash.whole");
            page.awaitText("copied");
        }
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.awaitText("There is only the genesis block");
            for (String address : List.of("#/%E0%A4%A", "#/%", "#/block/%zz", "#/search?q=%E0%A4%A", "#/?from=5%")) {
                page.value("location.hash = " + Browser.MAPPER.writeValueAsString(address));
                page.awaitText("This address cannot be read");
                page.awaitText("Two hex digits must follow each percent sign");
            }
            for (String address : List.of("#/?from=%ff", "#/%C0%80", "#/name/caf%E9", "#/search?q=%ED%A0%80")) {
                page.value("location.hash = " + Browser.MAPPER.writeValueAsString(address));
                page.awaitText("This address cannot be read");
                page.awaitText("bytes that are no text in UTF-8");
            }
            for (String address : List.of(
                    "#/nothing", "#/constructor", "#/__proto__", "#/block", "#/block/", "#/block/1/2", "#/peers/1")) {
                page.value("location.hash = " + Browser.MAPPER.writeValueAsString(address));
                page.awaitText("There is no such page");
                page.awaitText(address.replaceFirst("/$", ""));
            }
            assertEquals(List.of(), page.takeComplaints());
            for (String address : List.of("#/block/one", "#/block/-1", "#/?from=-1", "#/?from=x", "#/block/99999")) {
                page.value("location.hash = " + Browser.MAPPER.writeValueAsString(address));
                page.awaitText("This could not be loaded");
                page.value("location.hash = '#/nothing'");
                page.awaitText("There is no such page");
            }
            for (String address : List.of("#/?from=x", "#/?from=006", "#/name/a?from=1.5")) {
                page.value("location.hash = " + Browser.MAPPER.writeValueAsString(address));
                page.awaitText("In this address, “from” must be a whole number");
            }
            page.value("location.hash = '#/name/a?from=-1'");
            page.awaitText("the number after “from” is too small or too large");
            page.value("location.hash = '#/block/006'");
            page.awaitText("such as 7 and not 007");
            page.value("location.hash = '#/nothing'");
            page.awaitText("There is no such page");
            page.click(".skip");
            page.awaitText("There is no such page");
            assertEquals("#/nothing", page.value("location.hash").asString());
        }
    }

    @Test
    void whatCannotBeSeenIsNamed() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(
                    node,
                    "pay \u202Elive\u202C\u200B\u200B\u200B now 👩‍👩‍👧 é",
                    new Transaction("Ali\u00ADce ", "\u3164", 1),
                    new Transaction("", "a\nb", 2));
            Blocks.add(node, "   ");
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            for (String name : List.of(
                    "U+202E", "U+202C", "U+200B ×3", "U+00AD", "U+0020", "U+3164", "U+000A", "(empty)", "👩‍👩‍👧")) {
                page.awaitText(name);
            }
            page.show(node.at("/#/"));
            for (String name : List.of("U+202E", "U+0020 ×3")) page.awaitText(name);
            page.show(node.at("/#/search?q=" + "%E2%80%AElive"));
            page.await("document.querySelector('h1').innerText.includes('U+202E')");
            assertFalse(page.value("document.body.innerText").asString().contains("\u202E"));
        }
    }

    @Test
    void longDataIsFoldedToThreeLines() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "long ".repeat(700));
            Blocks.add(node, "1\n2\n3\n4\n5");
            Blocks.add(node, "short");
            for (int width : new int[] {360, 1280}) {
                Page page = BROWSER.open();
                page.size(width);
                page.show(node.at("/#/"));
                page.awaitText("short");
                page.await("[...document.querySelectorAll('main tbody .more')].filter(b => !b.hidden).length == 2");
                assertTrue(page.value("document.querySelector('main tbody').clientHeight < 450")
                        .asBoolean());
                page.click("main tbody tr:nth-child(2) .more");
                page.await("document.querySelector('main tbody tr:nth-child(2) .clamp').clientHeight > 100");
                page.click("main tbody tr:nth-child(2) .more");
                page.await("document.querySelector('main tbody tr:nth-child(2) .clamp').clientHeight < 100");
            }
        }
    }

    @Test
    void aNumberIsNeverBrokenInTwo() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 0; i < 3; i++) {
                Blocks.add(
                        node,
                        "text",
                        new Transaction("Alice with a name that takes some room", "Bob", Long.MAX_VALUE),
                        new Transaction("Bob", "Carol", Long.MAX_VALUE - i));
            }
            for (int width : new int[] {320, 360, 700, 1280}) {
                Page page = BROWSER.open();
                page.size(width);
                for (String address : List.of("#/block/3", "#/name/Bob", "#/name/Carol", "#/", "#/search?q=Bob")) {
                    page.show(node.at("/" + address));
                    page.await("document.querySelector('main table')");
                    page.await("document.querySelector('.live.on')");
                    assertEquals("", page.value(BROKEN_NUMBERS).asString(), address + " at " + width);
                    assertFalse(
                            page.value("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                                    .asBoolean(),
                            address + " is wider than " + width);
                }
            }
        }
    }

    @Test
    void manyTransactionsAreFolded() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(
                    node,
                    "many",
                    IntStream.range(0, 60)
                            .mapToObj(i -> new Transaction("A", "B", i))
                            .toArray(Transaction[]::new));
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            page.awaitText("Show all 60");
            page.await("[...document.querySelectorAll('main tbody')[0].rows].filter(row => !row.hidden).length == 10");
            page.click("button.all");
            page.await("[...document.querySelectorAll('main tbody')[0].rows].filter(row => !row.hidden).length == 60");
        }
    }

    @Test
    void theTipIsInSightOnTheMapOfForks() throws Exception {
        try (HttpNode longer = HttpNode.start("--difficulty", "0");
                HttpNode shorter = HttpNode.start("--difficulty", "0")) {
            for (int i = 0; i < 40; i++) Blocks.add(shorter, "left " + i);
            for (int i = 0; i < 60; i++) Blocks.add(longer, "stays " + i);
            shorter.node().dial(new PeerAddress("127.0.0.1", longer.port()));
            for (int width : new int[] {360, 1280}) {
                Page page = BROWSER.open();
                page.size(width);
                page.show(shorter.at("/#/forks"));
                page.await("document.querySelector('rect.tip')");
                page.await("(() => { const tip = document.querySelector('rect.tip').getBoundingClientRect();"
                        + " return tip.left > 0 && tip.right <= document.documentElement.clientWidth; })()");
                // The branch has a block in each column of its heights, and a mark at its fold.
                page.await("document.querySelectorAll('.fold').length == 2");
                page.await("document.querySelectorAll('rect.side').length == 7");
                page.await("document.querySelectorAll('.fold .of-branch').length == 1");
                assertEquals(List.of(), page.takeComplaints());
            }
        }
    }

    @Test
    void digitsAreAHeightAndAText() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "one");
            Blocks.add(node, "x".repeat(300) + " 1 " + "y".repeat(300), new Transaction("A1", "B", 3));
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.await("document.querySelector('.live.on')");
            page.type("[name=q]", "1");
            page.press("Enter", ENTER);
            page.awaitText("The block at height 1");
            page.awaitText("1 found");
            page.awaitText("sender of transaction 1");
            page.await("[...document.querySelectorAll('main mark')].some(mark => mark.textContent == '1')");
            assertEquals(
                    "1", page.value("document.querySelector('[name=q]').value").asString());
            page.show(node.at("/#/search?q=002"));
            page.awaitText("Blocks with “002”");
            assertFalse(page.text().contains("The block at height"));
            page.show(node.at("/#/search?q=4294967295"));
            page.awaitText("No block has this");
            assertFalse(page.text().contains("could not be loaded"));
            Block tip = node.node().chain().at(2).orElseThrow();
            page.show(node.at(
                    "/#/search?q=" + tip.hash().toString().substring(0, 12).toUpperCase(Locale.ROOT)));
            page.await("document.querySelector('main mark')");
        }
    }
}
