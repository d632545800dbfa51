package tsunagi.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import tsunagi.app.HttpNode;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// Measures what tests had better not assert: how long pages and answers take on a long chain with
/// many peers, and what watchers cost gossip. `.ci/explorer-figures` runs it.
final class Figures {
    private static final int BLOCKS = 100_000;
    private static final int PEERS = 200;
    private static final int WATCHERS = 500;
    private static final int ROUNDS = 40;
    private static final int GOSSIPED = 400;
    private static final int WARM_UP = 10;
    private static final String SERVED = "HTTP/1.1 200";
    private static final String FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime";

    public static void main(String[] arguments) throws Exception {
        System.out.printf(Locale.ROOT, "load before: %.1f%n", load());
        List<Socket> sockets = new ArrayList<>();
        try (HttpNode node = HttpNode.startWith("0", "--difficulty", "0")) {
            for (int i = 1; i <= BLOCKS; i++) grow(node.node(), "Entry " + i + " of a long logbook");
            for (int i = 0; i < PEERS; i++) sockets.add(peer(node.port()));
            HttpNode.await("all peers", () -> node.node().peers().size() == PEERS);
            answers(node);
            page(node);
        } finally {
            for (Socket socket : sockets) socket.close();
        }
        gossip();
        System.out.printf(Locale.ROOT, "load after: %.1f%n", load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void grow(Node node, String data) throws IOException {
        Tip tip = node.tip();
        List<Transaction> transactions = List.of(new Transaction("Alice", "Bob " + tip.index(), tip.index()));
        Block block = tip.child(data, transactions, 1_700_000_000L + tip.index());
        node.submit(block.withProof(0, block.computeHash()));
    }

    /// A connection that is answered. The API serves so many requests of one address a
    /// second, and refuses the others.
    private static Socket watcher(int port, String request) throws Exception {
        List<Socket> served = new ArrayList<>(1);
        HttpNode.await("a stream of events", () -> {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            byte[] status = socket.getInputStream().readNBytes(SERVED.length());
            if (new String(status, UTF_8).equals(SERVED)) served.add(socket);
            else socket.close();
            return !served.isEmpty();
        });
        drain(served.getFirst().getInputStream());
        return served.getFirst();
    }

    /// A peer that reads everything and says nothing.
    private static Socket peer(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        drain(socket.getInputStream());
        return socket;
    }

    private static void drain(InputStream in) {
        Thread.ofVirtual().start(() -> {
            try {
                while (in.skip(1 << 16) >= 0 && in.read() >= 0) Thread.onSpinWait();
            } catch (IOException e) {
                // It was closed at the end.
            }
        });
    }

    private static void answers(HttpNode node) throws Exception {
        String hash = node.node().chain().at(1).orElseThrow().hash().toString();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of(
                    "/",
                    "/api/chain",
                    "/api/activity",
                    "/api/blocks?limit=100",
                    "/api/blocks?from=50000&limit=100",
                    "/api/blocks/50000",
                    "/api/blocks/" + hash,
                    "/api/blocks?text=Entry%2050000%20of",
                    "/api/blocks?text=nowhere",
                    "/api/blocks/50000/frame",
                    "/api/names/Alice?limit=100",
                    "/api/names/Alice?limit=100&from=50000",
                    "/api/names/Bob%2050000",
                    "/api/names/nobody",
                    "/api/peers",
                    "/api/bans",
                    "/metrics",
                    "/health")) {
                HttpRequest request = HttpRequest.newBuilder(node.at(path)).build();
                told(path.replace(hash, "<hash of block 1>"), ROUNDS, () -> {
                    int status =
                            client.send(request, BodyHandlers.ofByteArray()).statusCode();
                    if (status != 200) throw new IOException(path + ": " + status);
                    return true;
                });
            }
        }
    }

    private static double told(String name, int rounds, Callable<Boolean> call) throws Exception {
        for (int i = 0; i < WARM_UP; i++) call.call();
        double[] millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            call.call();
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-40s median %7.2f ms, worst of %d %7.2f ms%n",
                name,
                millis[rounds / 2],
                rounds,
                millis[rounds - 1]);
        return millis[rounds / 2];
    }

    private static void page(HttpNode node) throws Exception {
        Optional<Path> chromium = Browser.installed();
        if (chromium.isEmpty()) {
            System.out.println("no chromium on the PATH: the page is not measured");
            return;
        }
        try (Browser browser = Browser.start(chromium.get())) {
            for (int i = 0; i < 3; i++) {
                Page page = browser.open();
                URI home = node.at("/");
                page.show(home);
                page.awaitText("Entry " + BLOCKS);
                System.out.printf(
                        Locale.ROOT,
                        "first load: %d bytes, first paint after %.0f ms, chain drawn from %.0f ms of script and answers;"
                                + " a bare answer is painted after %.0f ms%n",
                        page.bytesLoaded(),
                        firstPaint(page),
                        page.value("Math.max(...performance.getEntriesByType('resource').map(r => r.responseEnd))")
                                .asDouble(),
                        firstPaintOf(node.at("/health"), browser));
            }
        }
    }

    /// In milliseconds since the page was asked for.
    private static double firstPaint(Page page) {
        page.await(FIRST_PAINT);
        return page.value(FIRST_PAINT).asDouble();
    }

    /// What the browser takes for text without a style and a script.
    private static double firstPaintOf(URI text, Browser browser) {
        Page page = browser.open();
        page.show(text);
        return firstPaint(page);
    }

    /// From a block's being mined at one node to its being the tip of another, with and
    /// without watchers, in turns.
    private static void gossip() throws Exception {
        try (HttpNode from = HttpNode.startWith("0", "--difficulty", "0");
                HttpNode to = HttpNode.startWith("0", "--difficulty", "0", "--connect", "127.0.0.1:" + from.port())) {
            HttpNode.await("a peer", () -> from.node().peers().size() == 1);
            for (int turn = 1; turn <= 2; turn++) {
                double alone = told("gossip, nobody watches", GOSSIPED, () -> pass(from.node(), to.node()));
                List<Socket> watchers = new ArrayList<>();
                String request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
                for (int i = 0; i < WATCHERS; i++)
                    watchers.add(watcher(from.at("/").getPort(), request));
                double watched = told("gossip, " + WATCHERS + " watch", GOSSIPED, () -> pass(from.node(), to.node()));
                System.out.printf(Locale.ROOT, "ratio %.2f%n", watched / alone);
                for (Socket watcher : watchers) watcher.close();
            }
        }
    }

    private static boolean pass(Node from, Node to) throws Exception {
        grow(from, "gossip");
        while (!to.tip().equals(from.tip())) Thread.onSpinWait();
        return true;
    }

    private Figures() {}
}
