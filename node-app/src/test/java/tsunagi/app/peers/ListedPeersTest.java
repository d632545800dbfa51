package tsunagi.app.peers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.app.HttpNode;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.network.PeerAddress;

/// Lists of peers, good and bad, from a server that does as it is told.
class ListedPeersTest {
    private static final Duration SHORT = Duration.ofMillis(700);

    /// For whatever is not about the deadline.
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final PeerAddress OF_FLAGS = new PeerAddress("192.0.2.200", 1);

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Node node;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server.start();
        lines.start();
        node = Node.start(new NodeOptions(0, List.of(OF_FLAGS)), Chain.inMemory(ChainParameters.book()), event -> {});
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        server.stop();
    }

    private ListedPeers following(String url, Duration deadline) {
        Logger log = new LoggerContext().getLogger("test");
        log.setLevel(Level.WARN);
        log.addAppender(lines);
        return new ListedPeers(URI.create(url), node, Optional.of(directory), log, deadline);
    }

    private boolean refreshWith(ResponseDefinitionBuilder answer) throws InterruptedException {
        server.stubFor(get("/peers").willReturn(answer));
        try (ListedPeers peers = following(server.baseUrl() + "/peers", AMPLE)) {
            return peers.refresh();
        }
    }

    private Set<String> dialled() {
        return node.dialled().stream().map(PeerAddress::toString).collect(Collectors.toSet());
    }

    private List<String> warnings() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"192.0.2.1:8000\", \"[2001:db8::1]:8001\"]",
                "192.0.2.1:8000\n[2001:db8::1]:8001",
                "# those who are there\r\n192.0.2.1:8000\r\n\r\n  [2001:db8::1]:8001  \r\n",
                "[2001:db8::1]:8001\n192.0.2.1:8000\n",
                "  [2001:DB8::1]:8001\r\n192.0.2.1:8000",
                "\uFEFF[2001:db8::1]:8001\n192.0.2.1:8000\n",
                "\uFEFF[\"192.0.2.1:8000\", \"[2001:db8::1]:8001\"]"
            })
    void anArrayOrLinesAreDialledBesideTheFlagsPeers(String list) throws Exception {
        assertTrue(refreshWith(ok(list)));
        assertEquals(Set.of("192.0.2.200:1", "192.0.2.1:8000", "[2001:db8::1]:8001"), dialled());
        assertEquals(List.of(), warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>Welcome</title>",
                "{\"peers\": [\"192.0.2.1:8000\"]}",
                "[\"192.0.2.1:8000\"",
                "[\"192.0.2.1:8000\", 5]",
                "[[\"192.0.2.1:8000\"]]",
                "[\"192.0.2.1:8000\"] and more"
            })
    void whatIsNoListIsAWarningAndNobodyIsDialled(String list) throws Exception {
        assertFalse(refreshWith(ok(list)));
        onlyTheFlagsPeersAndOneWarning();
    }

    private void onlyTheFlagsPeersAndOneWarning() {
        assertEquals(Set.of("192.0.2.200:1"), dialled());
        assertEquals(1, warnings().size());
        assertTrue(warnings().getFirst().startsWith("no list of peers from "), warnings()::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503, 204})
    void anotherStatusIsAWarning(int status) throws Exception {
        assertFalse(refreshWith(aResponse().withStatus(status).withBody("192.0.2.1:8000")));
        onlyTheFlagsPeersAndOneWarning();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksIsAWarning(Fault fault) throws Exception {
        assertFalse(refreshWith(aResponse().withFault(fault)));
        onlyTheFlagsPeersAndOneWarning();
    }

    @Test
    void aSlowServerIsNotWaitedForLongerThanTheDeadline() throws Exception {
        server.stubFor(get("/peers").willReturn(ok("192.0.2.1:8000").withFixedDelay(30_000)));
        try (ListedPeers peers = following(server.baseUrl() + "/peers", SHORT)) {
            assertFalse(peers.refresh());
        }
        onlyTheFlagsPeersAndOneWarning();
    }

    @Test
    void aBodyThatDripsIsNotWaitedForLongerThanTheDeadline() throws Exception {
        server.stubFor(
                get("/peers").willReturn(ok("192.0.2.1:8000\n".repeat(100)).withChunkedDribbleDelay(100, 30_000)));
        try (ListedPeers peers = following(server.baseUrl() + "/peers", SHORT)) {
            assertFalse(peers.refresh());
        }
        onlyTheFlagsPeersAndOneWarning();
    }

    @Test
    void aListWithoutEndIsCutOff() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> writeForEver(endless));
            try (ListedPeers peers = following("http://127.0.0.1:" + endless.getLocalPort() + "/", AMPLE)) {
                assertFalse(peers.refresh());
            }
        }
        onlyTheFlagsPeersAndOneWarning();
        assertTrue(warnings().getFirst().contains("longer than"), warnings()::toString);
    }

    private static void writeForEver(ServerSocket endless) {
        try (Socket socket = endless.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
            while (true) out.write("192.0.2.1:8000\n".repeat(1_000).getBytes(UTF_8));
        } catch (IOException e) {
            // It was cut off, as it should be.
            assertFalse(e.toString().isEmpty());
        }
    }

    @Test
    void redirectsAreFollowedButNotInACircle() throws Exception {
        server.stubFor(get("/peers").willReturn(temporaryRedirect("/there")));
        server.stubFor(get("/there").willReturn(ok("192.0.2.1:8000")));
        server.stubFor(get("/circle").willReturn(temporaryRedirect("/circle")));
        try (ListedPeers peers = following(server.baseUrl() + "/peers", AMPLE)) {
            assertTrue(peers.refresh());
        }
        try (ListedPeers peers = following(server.baseUrl() + "/circle", AMPLE)) {
            assertFalse(peers.refresh());
        }
        assertTrue(dialled().contains("192.0.2.1:8000"));
    }

    @Test
    void tenThousandHostileEntriesCostNoMoreThanAFew() throws Exception {
        List<String> hostile =
                List.of("\u0007:1", "a b:1", "-:", "192.0.2.1:99999", ":8000", "x".repeat(300) + ":1", "héllo:1");
        String list = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        i % 2 == 0 ? hostile.get(i / 2 % hostile.size()) : "198.51.100." + i % 256 + ":" + (1_000 + i))
                .map(entry -> "\"" + entry.replace("\u0007", "\\u0007") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        // 300 characters each make it too long as a whole; without those it must be read.
        assertFalse(refreshWith(ok(list)));
        assertTrue(refreshWith(ok(list.replace("x".repeat(300), "/"))));
        assertEquals(1 + PeerListLimits.MAX_LISTED_PEERS, dialled().size());
        assertEquals(2, warnings().size());
        assertTrue(warnings().getLast().contains("entries of the list"), warnings()::toString);
    }

    /// The good entries count, and the log names the first of the others.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "192.0.2.1:8000;;nobody;x:0 | 2 entries | are not used: line 3, \"nobody\", is no host:port",
                "[\"192.0.2.1:8000\", \"no body\"] | 1 entry | is not used: entry 2, \"no body\", is no host:port",
                "# one;192.0.2.1:8000 8001 | no list | line 2, \"192.0.2.1:8000 8001\", is no host:port",
                "[\"192.0.2.1:8000\", 5] | no list | entry 2 of the array is no text in quotes: 5",
                "[\"192.0.2.1:8000\",;\"a:1\",;] | no list | the array is broken after entry 2, in line 3",
                "[\"192.0.2.1:8000\"] more | no list | the array is broken after entry 1, in line 1"
            })
    void anEntryThatIsNoAddressIsNamedWithItsPlace(String list, String begin, String why) throws Exception {
        boolean read = refreshWith(ok(list.replace(';', '\n')));
        assertEquals(!begin.equals("no list"), read);
        assertEquals(read, dialled().contains("192.0.2.1:8000"));
        assertEquals(1, warnings().size());
        assertTrue(warnings().getFirst().startsWith(begin + " "), warnings()::toString);
        assertTrue(warnings().getFirst().contains(why), warnings()::toString);
        assertTrue(
                warnings().getFirst().contains("127.0.0.1:" + server.port())
                        || warnings().getFirst().contains("localhost:" + server.port()),
                warnings()::toString);
    }

    @Test
    void aLongEntryIsCutInTheLog() throws Exception {
        assertTrue(refreshWith(ok("192.0.2.1:8000\n" + "x\u0007".repeat(500))));
        String warning = warnings().getFirst();
        assertTrue(warning.endsWith("x·…\", is no host:port"), warning);
        assertTrue(warning.length() < 250, warning);
    }

    /// The client of the platform gives no words for this.
    @Test
    void aServerThatIsNotThereIsNamedWithItsPort() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ListedPeers peers = following("http://user:secret@127.0.0.1:" + port + "/x", AMPLE)) {
            assertFalse(peers.refresh());
        }
        assertEquals(
                List.of("no list of peers from 127.0.0.1:" + port
                        + ": connection refused; the node keeps the peers that it has"),
                warnings());
    }

    @Test
    void aListThatLeadsToNoAddressIsAWarning() throws Exception {
        assertFalse(refreshWith(temporaryRedirect("http://127.0.0.1:99999/peers")));
        onlyTheFlagsPeersAndOneWarning();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "# nobody\n"})
    void aListThatNamesNobodyTakesNobodyAway(String list) throws Exception {
        server.stubFor(get("/peers").willReturn(ok("192.0.2.1:8000")));
        try (ListedPeers peers = following(server.baseUrl() + "/peers", AMPLE)) {
            assertTrue(peers.refresh());
            server.stubFor(get("/peers").willReturn(ok(list)));
            assertFalse(peers.refresh());
            assertTrue(dialled().contains("192.0.2.1:8000"));
        }
    }

    @Test
    void aListThatChangesIsFollowedAndTheFlagsPeersStay() throws Exception {
        try (ListedPeers peers = following(server.baseUrl() + "/peers", AMPLE)) {
            server.stubFor(get("/peers").willReturn(ok("192.0.2.1:1\n192.0.2.2:2\n" + OF_FLAGS)));
            assertTrue(peers.refresh());
            server.stubFor(get("/peers").willReturn(ok("192.0.2.2:2\n192.0.2.3:3")));
            assertTrue(peers.refresh());
            assertEquals(Set.of("192.0.2.200:1", "192.0.2.2:2", "192.0.2.3:3"), dialled());
            server.stubFor(get("/peers").willReturn(aResponse().withStatus(500)));
            assertFalse(peers.refresh());
            assertEquals(3, dialled().size());
        }
    }

    @Test
    void whoeverWasOnAListIsHungUpWhenThoseOnTheNextNeedTheRoom() throws Exception {
        try (Node wasListed =
                        Node.start(new NodeOptions(0, List.of()), Chain.inMemory(ChainParameters.book()), event -> {});
                ListedPeers peers = following(server.baseUrl() + "/peers", AMPLE)) {
            server.stubFor(get("/peers").willReturn(ok("127.0.0.1:" + wasListed.port())));
            assertTrue(peers.refresh());
            HttpNode.await("a connection", () -> wasListed.peers().size() == 1);
            server.stubFor(get("/peers").willReturn(ok(others(PeerListLimits.MAX_LISTED_PEERS - 1))));
            assertTrue(peers.refresh());
            assertEquals(1, wasListed.peers().size(), "there is room for it");
            server.stubFor(get("/peers").willReturn(ok(others(PeerListLimits.MAX_LISTED_PEERS))));
            assertTrue(peers.refresh());
            HttpNode.await("the end of it", () -> wasListed.peers().isEmpty());
            assertEquals(1 + PeerListLimits.MAX_LISTED_PEERS, dialled().size());
        }
    }

    private static String others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "192.0.2.1:" + (2_000 + i))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theNodeItselfIsNeverDialled() throws Exception {
        String port = String.valueOf(node.port());
        assertTrue(
                refreshWith(ok("127.0.0.1:" + port + "\nlocalhost:" + port + "\n[::1]:" + port + "\n0.0.0.0:" + port)));
        assertEquals(Set.of("192.0.2.200:1"), dialled());
    }

    @Test
    void theNewestListIsKeptForAStartWithoutNetwork() throws Exception {
        assertTrue(refreshWith(ok("192.0.2.7:7")));
        assertEquals("192.0.2.7:7\n", Files.readString(directory.resolve("peers.list")));
        node.leave(new PeerAddress("192.0.2.7", 7));
        try (ListedPeers peers = following("http://127.0.0.1:1/peers", SHORT)) {
            peers.restore();
            assertFalse(peers.refresh());
            assertTrue(dialled().contains("192.0.2.7:7"));
        }
    }
}
