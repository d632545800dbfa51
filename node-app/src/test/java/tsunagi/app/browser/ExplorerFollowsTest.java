package tsunagi.app.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tsunagi.app.HttpNode;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Block;

/// An open page stays true while the chain, the node, the language and other tabs change.
@Execution(ExecutionMode.SAME_THREAD)
class ExplorerFollowsTest {
    private static final int MANY_TABS = 9;
    private static final int ENTER = 13;

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @Test
    void anOpenBlockFollowsNewBlocksAndReorganisations() throws Exception {
        try (HttpNode longer = HttpNode.start("--difficulty", "0");
                HttpNode shorter = HttpNode.start("--difficulty", "0")) {
            Block left = Blocks.add(shorter, "will be left");
            Page byHash = BROWSER.open();
            byHash.show(shorter.at("/#/block/" + left.hash()));
            byHash.awaitText("1 confirmation");
            Page byHeight = BROWSER.open();
            byHeight.show(shorter.at("/#/block/1"));
            byHeight.awaitText("1 confirmation");
            byHeight.await("document.querySelector('.live.on')");
            Blocks.add(shorter, "on top");
            for (Page page : List.of(byHash, byHeight)) {
                page.awaitText("2 confirmations");
                page.awaitText("Next →");
            }
            for (int i = 0; i < 3; i++) Blocks.add(longer, "stays " + i);
            shorter.node().dial(new PeerAddress("127.0.0.1", longer.port()));
            for (Page page : List.of(byHash, byHeight)) {
                page.awaitText("no longer on the chain");
                page.awaitText("will be left");
                assertFalse(page.text().contains("Next →"));
                assertEquals(List.of(), page.takeComplaints());
            }
        }
    }

    @Test
    void aBlockThatIsNotThereYetIsShownWhenItComes() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            page.awaitText("There is no such block here");
            page.await("document.querySelector('.live.on')");
            Blocks.add(node, "here it is");
            page.awaitText("here it is");
        }
    }

    @Test
    void backAndForwardLeadToWhereTheReaderWas() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 1; i <= 60; i++) Blocks.add(node, "block " + i);
            Page page = BROWSER.open();
            page.show(node.at("/#/"));
            page.awaitText("block 60");
            page.value("window.scrollTo(0, 700)");
            page.await("window.scrollY === 700");
            page.value("location.hash = '#/block/40'");
            page.awaitText("21 confirmations");
            page.await("window.scrollY === 0");
            page.value("window.scrollTo(0, 150)");
            page.await("window.scrollY === 150");
            page.value("history.back()");
            page.awaitText("block 60");
            page.await("window.scrollY === 700");
            page.value("history.forward()");
            page.awaitText("21 confirmations");
            page.await("window.scrollY === 150");
            page.value("location.reload()");
            page.await("window.scrollY === 150");
            page.awaitText("21 confirmations");
            page.value("location.hash = '#/block/39'");
            page.awaitText("22 confirmations");
            page.await("window.scrollY === 0");
            page.value("history.go(-1); history.go(-1)");
            page.awaitText("block 60");
            page.await("window.scrollY === 700");
            page.value("history.forward()");
            page.awaitText("21 confirmations");
            page.await("window.scrollY === 150");
            page.value("location.hash = '#/'");
            page.awaitText("block 60");
            page.await("window.scrollY === 0");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    @Test
    void aHalfTypedFormOutlivesALostNodeAChangeOfLanguageAndAReload() throws Exception {
        HttpNode node = HttpNode.start("--difficulty", "0");
        String port = String.valueOf(node.at("/").getPort());
        Page page = BROWSER.open();
        page.show(node.at("/#/mine"));
        page.type("#data", "half of a");
        page.click("fieldset > button");
        page.type("[name=sender]", "Alice");
        page.await("document.querySelector('.live.on')");
        page.value("document.querySelector('#data').focus()");
        node.close();
        page.await("!document.querySelector('.state').hidden");
        try (HttpNode again = HttpNode.startWith(port, "--difficulty", "0")) {
            page.await("document.querySelector('.state').hidden");
            Blocks.add(again, "so that the plan is read again");
            page.await("document.querySelector('.facts dd').textContent == '2'");
            assertEquals("data", page.value("document.activeElement.id").asString(), "the focus was taken away");
            assertTyped(page);
            page.click(".language");
            page.awaitText("採掘する");
            assertTyped(page);
            page.value("location.reload()");
            page.awaitText("採掘する");
            assertTyped(page);
        }
    }

    private static void assertTyped(Page page) {
        page.await("document.querySelector('#data').value == 'half of a'");
        page.await("document.querySelector('[name=sender]').value == 'Alice'");
    }

    @Test
    void manyTabsAtOnceAllLoadAndAllFollow() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Blocks.add(node, "the first");
            List<Page> tabs = new ArrayList<>(List.of(BROWSER.open()));
            while (tabs.size() < MANY_TABS) tabs.add(tabs.getFirst().beside());
            for (Page tab : tabs) tab.show(node.at("/"));
            for (Page tab : tabs) tab.awaitText("the first");
            for (Page tab : tabs) tab.await("document.querySelector('.live.on')");
            Blocks.add(node, "the second");
            for (Page tab : tabs) {
                tab.awaitText("the second");
                assertEquals(List.of(), tab.takeComplaints());
            }
        }
    }

    @Test
    void whereNoWorkerIsSharedThePageHasAStreamOfItsOwn() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = BROWSER.open();
            page.beforeAnyScript("delete window.SharedWorker");
            page.show(node.at("/"));
            page.await("document.querySelector('.live.on')");
            Blocks.add(node, "seen all the same");
            page.awaitText("seen all the same");
        }
    }

    /// Shows the form, and sends a text that is too long.
    private static Page withARefusal(HttpNode node) throws Exception {
        Page page = BROWSER.open();
        page.show(node.at("/#/mine"));
        page.type("#data", "一".repeat(1_400));
        page.awaitText("bytes too long");
        page.click("[type=submit]");
        page.awaitText("Not mined");
        return page;
    }

    @Test
    void aRefusalIsToldOnceAtTheFormInTheReadersLanguageAndGoneWithThePage() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = withARefusal(node);
            assertTrue(page.value("document.querySelector('.state').hidden").asBoolean(), "the page says it twice");
            page.click(".language");
            page.awaitText("採掘できませんでした");
            assertFalse(page.text().contains("Not mined"));
            page.click("nav a[href=\"#/peers\"]");
            page.awaitText("ピア");
            page.click("nav a[href=\"#/mine\"]");
            page.awaitText("採掘する");
            assertFalse(page.text().contains("採掘できませんでした"));
        }
    }

    /// A refusal is about the text that was sent.
    @Test
    void aRefusalIsGoneOnceTheTextIsCorrected() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = withARefusal(node);
            page.value("document.querySelector('#data').select()");
            page.type("#data", "short");
            page.awaitText("of at most 4,096 bytes");
            assertFalse(page.text().contains("Not mined"));
        }
    }

    /// As an empty line of the console mines nothing. A transaction alone is something.
    @Test
    void anEmptyFormMinesNothing() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = BROWSER.open();
            page.show(node.at("/#/mine"));
            page.await("document.querySelector('#data').validity.customError");
            page.click("[type=submit]");
            page.click("fieldset > button");
            page.await("document.querySelector('#data').validity.valid");
            page.type("[name=sender]", "Alice");
            page.type("[name=receiver]", "Bob");
            page.type("[name=amount]", "5");
            page.click("[type=submit]");
            page.awaitText("Mined block 1");
            assertEquals(1, node.node().tip().index());
            page.await("document.querySelector('#data').validity.customError");
        }
    }

    @Test
    void theFormCountsTheBytesAsTheNodeDoes() throws Exception {
        // One thread begins with the nonce 0, which has the one digit that the form allows for.
        try (HttpNode node = HttpNode.start("--difficulty", "0", "--mining-threads", "1")) {
            Page page = BROWSER.open();
            page.show(node.at("/#/mine"));
            page.click("fieldset > button");
            page.type("[name=sender]", "\"é\"");
            page.type("[name=receiver]", "一\t");
            page.type("[name=amount]", "12");
            page.type("#data", "\\ \u0001 𠮷");
            page.awaitText("of at most 4,096 bytes");
            String room =
                    "Number(document.querySelector('#room').textContent.match(/has ([0-9,]+)/)[1].replace(',', ''))";
            int missing = 4096 - page.value(room).asInt();
            page.type("#data", "x".repeat(missing));
            page.await(room + " == 4096");
            page.click("[type=submit]");
            page.awaitText("Mined block 1");
            page.click("[role=status] a");
            page.awaitText("4,096 bytes");
        }
    }

    @Test
    void anAmountOfMoreThan63BitsIsRefusedByTheForm() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Page page = BROWSER.open();
            page.show(node.at("/#/mine"));
            page.click("fieldset > button");
            page.type("[name=amount]", "9223372036854775808");
            page.await("document.querySelector('[name=amount]').validity.customError");
            page.value("document.querySelector('[name=amount]').value = ''");
            page.type("[name=amount]", "１２");
            page.await("document.querySelector('[name=amount]').validity.valid");
            page.type("[name=sender]", "Alice");
            page.type("[name=receiver]", "Bob");
            page.press("Enter", ENTER);
            page.awaitText("Mined block 1");
            assertEquals(
                    12,
                    node.node()
                            .chain()
                            .at(1)
                            .orElseThrow()
                            .transactions()
                            .getFirst()
                            .amount());
        }
    }
}
