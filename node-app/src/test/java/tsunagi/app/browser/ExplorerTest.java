package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tsunagi.app.HttpNode;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// The explorer in a real browser, against real nodes.
@Execution(ExecutionMode.SAME_THREAD)
class ExplorerTest {
    private static final int MAX_FIRST_LOAD_BYTES = 100_000;
    private static final int ENTER = 13;
    private static final int TAB = 9;
    private static final int MAX_TABS = 40;

    @RegisterExtension
    static final BrowserOfClass BROWSER = new BrowserOfClass();

    @Test
    void whatIsMinedByTheFormSlidesInAtASecondNodesPage() throws Exception {
        try (HttpNode a = HttpNode.start();
                HttpNode b = HttpNode.start("--connect", "127.0.0.1:" + a.port())) {
            Page watching = BROWSER.open();
            watching.show(a.at("/"));
            watching.awaitText("There is only the genesis block");
            watching.await("document.querySelector('.live.on')");

            Page mining = BROWSER.open();
            mining.show(b.at("/#/mine"));
            mining.type("#data", "from the form");
            mining.click("fieldset > button");
            mining.type("[name=sender]", "Alice");
            mining.type("[name=receiver]", "Bob");
            mining.type("[name=amount]", "12");
            mining.click("[type=submit]");
            mining.awaitText("Mined block 1 with");

            watching.awaitText("from the form");
            watching.await("document.querySelector('tr.new')");
            mining.click("[role=status] a");
            mining.awaitText("Proof of work");
            mining.awaitText("transactions[0].receiver");
            assertEquals(List.of(), watching.takeComplaints());
            assertEquals(List.of(), mining.takeComplaints());
        }
    }

    @Test
    void aReorganisationIsSeenAsItHappens() throws Exception {
        try (HttpNode longer = HttpNode.start();
                HttpNode shorter = HttpNode.start()) {
            shorter.mine("will be left");
            longer.mine("stays 1");
            longer.mine("stays 2");
            Page page = BROWSER.open();
            page.show(shorter.at("/#/forks"));
            page.awaitText("has not reorganised");
            shorter.node().dial(new PeerAddress("127.0.0.1", longer.port()));
            page.await("document.querySelectorAll('main table').length == 2");
            page.awaitText("side branch");
            page.await("document.querySelector('svg.forkmap rect.side')");
            page.click("main td a[href^=\"#/block/\"]");
            page.awaitText("not on the active chain");
            page.awaitText("will be left");
        }
    }

    @Test
    void aBanIsSeenWithItsReasonAndLifted() throws Exception {
        // Loopback is never banned, so somebody has to come from another address of this machine.
        Optional<InetAddress> outer = outerAddress();
        Assumptions.assumeTrue(outer.isPresent(), "skipped: this machine has loopback alone");
        try (HttpNode node = HttpNode.start()) {
            Page page = BROWSER.open();
            page.show(node.at("/#/peers"));
            page.awaitText("No banned addresses");
            flood(outer.orElseThrow(), node.port());
            page.awaitText("unknown frames");
            // Which address the node sees is the platform's choice: an engine for containers
            // puts another in its place.
            page.awaitText(node.node().bans().getFirst().address());
            page.click("main td button.quiet");
            page.awaitText("No banned addresses");
            assertEquals(List.of(), node.node().bans());
        }
    }

    private static Optional<InetAddress> outerAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    /// Sends nonsense until nobody listens any more.
    private static void flood(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port, address, 0)) {
            while (true) socket.getOutputStream().write("nonsense\n".repeat(500).getBytes(UTF_8));
        } catch (SocketException e) {
            // It was thrown out, as it deserved.
            assertFalse(e.toString().isEmpty());
        }
    }

    @Test
    void aNodeThatIsLostIsSaidToBeAndComesBack() throws Exception {
        HttpNode node = HttpNode.start();
        String port = String.valueOf(node.at("/").getPort());
        Page page = BROWSER.open();
        page.show(node.at("/"));
        page.await("document.querySelector('.live.on')");
        node.close();
        page.await(
                "!document.querySelector('.state').hidden && document.querySelector('.state').innerText.includes('does not answer')");
        try (HttpNode again = HttpNode.startWith(port)) {
            again.mine("after the loss");
            page.awaitText("after the loss");
            page.await("document.querySelector('.state').hidden");
        }
    }

    @Test
    void aSearchLeadsToABlockByHeightHashAndText() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("the needle");
            String hash = node.node().tip().hash().toString();
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.await("document.querySelector('.live.on')");
            page.type("[name=q]", hash);
            page.press("Enter", ENTER);
            page.awaitText("Block 1");
            page.awaitText(hash);
            page.show(node.at("/#/peers"));
            page.awaitText("No peer is connected");
            page.type("[name=q]", "1");
            page.press("Enter", ENTER);
            page.awaitText("The block at height 1");
            page.click("main td a[href^=\"#/block/\"]");
            page.awaitText("Block 1");
            page.show(node.at("/#/peers"));
            page.awaitText("No peer is connected");
            page.type("[name=q]", "needle");
            page.press("Enter", ENTER);
            page.awaitText("1 found");
            page.show(node.at("/#/block/77"));
            page.awaitText("There is no such block here");
        }
    }

    @Test
    void aSearchWithManyResultsHasALinkToTheRest() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            for (int i = 1; i <= 101; i++) node.mine("needle " + i);
            Page page = BROWSER.open();
            page.show(node.at("/#/search?q=needle"));
            page.awaitText("100 found on this page");
            page.click("main a[href^=\"#/search\"]");
            page.awaitText("1 found on this page");
            page.await("document.querySelectorAll('main tbody tr').length == 1");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    /// Nothing mines by itself when the node is back, so the form asks for it.
    @Test
    void aTextThatALostNodeDidNotMineIsSaidToBeNotMined() throws Exception {
        String lost = "Not mined: the node does not answer. Press Mine again when it is back.";
        String shown = "document.querySelector('main').innerText.includes('" + lost + "')";
        HttpNode node = HttpNode.start();
        String port = String.valueOf(node.at("/").getPort());
        Page page = BROWSER.open();
        page.show(node.at("/#/mine"));
        page.await("document.querySelector('.live.on')");
        page.type("#data", "for a lost node");
        node.close();
        page.await("!document.querySelector('.state').hidden");
        page.click("[type=submit]");
        page.awaitText(lost);
        page.type("#data", "!");
        page.await("!" + shown);
        page.click("[type=submit]");
        page.awaitText(lost);
        try (HttpNode again = HttpNode.startWith(port)) {
            page.await("document.querySelector('.live.on')");
            page.await("!" + shown);
            assertEquals(0, again.node().tip().index());
            page.click("[type=submit]");
            page.awaitText("Mined block 1 with");
            assertEquals(
                    "for a lost node!", again.node().chain().at(1).orElseThrow().data());
        }
    }

    @Test
    void withATokenThePageAsksForIt() throws Exception {
        try (HttpNode node = HttpNode.start("--http-token", "open-sesame")) {
            Page page = BROWSER.open();
            page.show(node.at("/#/mine"));
            page.type("#data", "behind a token");
            page.click("[type=submit]");
            page.type("#token", "open-sesame");
            page.press("Enter", ENTER);
            page.awaitText("Mined block 1 with");
        }
    }

    @Test
    void numbersOf64BitsAreShownAndSentWithAllTheirDigits() throws Exception {
        try (HttpNode node = HttpNode.start("--difficulty", "0")) {
            Block block = node.node().tip().child("the last nonce", List.of(), Long.MAX_VALUE - 1);
            block = block.withProof(
                    Long.MAX_VALUE, block.withProof(Long.MAX_VALUE, Hash.ZERO).computeHash());
            node.node().submit(block);
            Page page = BROWSER.open();
            page.show(node.at("/#/block/1"));
            page.awaitText("9,223,372,036,854,775,807");
            page.awaitText("9223372036854775806");
            page.show(node.at("/#/mine"));
            page.click("fieldset > button");
            page.type("[name=sender]", "Alice");
            page.type("[name=receiver]", "Bob");
            page.type("[name=amount]", "9223372036854775807");
            page.click("[type=submit]");
            page.awaitText("Mined block 2 with");
            Block mined = node.node().chain().at(2).orElseThrow();
            assertEquals(Long.MAX_VALUE, mined.transactions().getFirst().amount());
            page.click("[role=status] a");
            page.awaitText("9,223,372,036,854,775,807");
            assertEquals(List.of(), page.takeComplaints());
        }
    }

    @Test
    void aBlockIsMinedByKeyboardAlone() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.awaitText("There is only the genesis block");
            tabTo(page, "a[href=\"#/mine\"]");
            page.press("Enter", ENTER);
            tabTo(page, "#data");
            page.type("#data", "no mouse");
            tabTo(page, "[type=submit]");
            page.press("Enter", ENTER);
            page.awaitText("Mined block 1 with");
            assertEquals("no mouse", node.node().chain().at(1).orElseThrow().data());
        }
    }

    /// Goes on to the next control, as often as a patient person would.
    private static void tabTo(Page page, String selector) {
        page.await("document.querySelector('" + selector + "')");
        for (int i = 0; i < MAX_TABS; i++) {
            page.press("Tab", TAB);
            if (page.value("document.activeElement.matches('" + selector + "')").asBoolean()) return;
        }
        throw new AssertionError(selector + " is not reached by the keyboard");
    }

    @Test
    void thePagesSpeakJapaneseWhenAskedTo() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.awaitText("Chain");
            page.click(".language");
            page.awaitText("チェーン");
            assertEquals("ja", page.value("document.documentElement.lang").asString());
        }
    }

    @Test
    void theFirstLoadIsSmallAndComplainsOfNothing() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            Page page = BROWSER.open();
            page.show(node.at("/"));
            page.awaitText("There is only the genesis block");
            assertTrue(page.bytesLoaded() < MAX_FIRST_LOAD_BYTES, page.bytesLoaded() + " bytes");
            assertEquals(List.of(), page.takeComplaints());
        }
    }
}
