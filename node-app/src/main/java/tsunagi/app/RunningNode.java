package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tsunagi.app.NodeSettings.InDirectory;
import tsunagi.app.NodeSettings.InMemory;
import tsunagi.app.mining.BlockProducer;
import tsunagi.app.mining.MiningWatcher;
import tsunagi.app.peers.ListedPeers;
import tsunagi.app.terminal.BlockTexts;
import tsunagi.app.words.Counted;
import tsunagi.chain.BlockRules;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Miner;
import tsunagi.chain.ProvenRun;
import tsunagi.chain.ReplayReport;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// A node with everything around it that the command line asked for.
final class RunningNode implements Closeable {
    private final @Nullable DataDirectory directory;
    private final Node node;
    private final @Nullable HttpSide http;
    private @Nullable ListedPeers listed;
    private final Miner miner;
    private final BlockProducer producer;
    private final BlockTexts texts;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningNode(
            @Nullable DataDirectory directory,
            Node node,
            NodeSettings settings,
            EventLog log,
            @Nullable HttpSide http) {
        this.http = http;
        this.directory = directory;
        this.node = node;
        this.miner = new Miner(settings.miningThreads(), failure -> node.fail("the miner", failure));
        this.producer = new BlockProducer(node, miner, settings.difficultyBytes(), InstantSource.system());
        producer.watch(new MiningWatcher() {
            @Override
            public void mined(Block block, Duration took) {
                MiningLog.found(took, miner.hashesPerSecond());
            }
        });
        this.texts = new BlockTexts(node, LOG).start();
        producer.watch(texts);
        Thread.ofVirtual().name("log-reports").start(() -> reportRegularly(log));
    }

    /// Opens the chain, says what it holds, and starts the node.
    ///
    /// @throws IOException with a message that is a sentence for the user
    static RunningNode start(NodeSettings settings) throws IOException {
        ChainParameters parameters = ChainParameters.book().withDifficulty(settings.difficultyBytes());
        return switch (settings.storage()) {
            case InMemory memory -> start(settings, null, Chain.inMemory(parameters));
            case InDirectory place -> {
                DataDirectory directory = DataDirectory.open(place.directory());
                try {
                    Chain.Opened opened = directory.openChain(parameters);
                    report(opened.report());
                    yield start(settings, directory, opened.chain());
                } catch (IOException e) {
                    directory.close();
                    throw e;
                }
            }
        };
    }

    private static RunningNode start(NodeSettings settings, @Nullable DataDirectory directory, Chain chain)
            throws IOException {
        LOG.atInfo()
                .addKeyValue("height", chain.tip().index())
                .addKeyValue("hash", chain.tip().hash())
                .log(
                        "chain: height {}, tip {}",
                        chain.tip().index(),
                        chain.tip().hash());
        EventLog log = new EventLog(System.nanoTime());
        NodeOptions options = new NodeOptions(settings.port(), settings.peers(), settings.maxPeers());
        HttpSide http = settings.http().isPresent() ? new HttpSide() : null;
        Consumer<NodeEvent> events = http == null ? log : http.heardAfter(log);
        CompletableFuture<BlockTexts> texts = new CompletableFuture<>();
        Node node = Node.start(
                options,
                chain,
                events.andThen(event -> Optional.ofNullable(texts.getNow(null)).ifPresent(t -> t.accept(event))));
        RunningNode running = new RunningNode(directory, node, settings, log, http);
        texts.complete(running.texts);
        running.startHttp(settings);
        running.followList(settings);
        Block unproven = running.node.tip().child("warm-up", List.of(), 0);
        Thread.ofPlatform().name("warm-up").daemon().start(() -> warmUp(chain.rules(), unproven));
        return running;
    }

    private void followList(NodeSettings settings) {
        if (settings.peersUrl().isEmpty()) return;
        Optional<Path> place = switch (settings.storage()) {
            case InMemory memory -> Optional.empty();
            case InDirectory kept -> Optional.of(kept.directory());
        };
        listed = ListedPeers.follow(settings.peersUrl().get(), node, place, LOG);
    }

    private void startHttp(NodeSettings settings) throws IOException {
        if (http == null) return;
        try {
            http.start(
                    settings.http().orElseThrow(),
                    node,
                    producer,
                    ChainParameters.book().withDifficulty(settings.difficultyBytes()));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// The first block would wait for all the classes that blocks need. Now that the node
    /// listens, there is time to load them. Those of JSON are left out: they take ten times as
    /// long, and blocks in the form in which nodes send them go without.
    private static void warmUp(BlockRules rules, Block unproven) {
        ProvenRun run = rules.frameProver().run(ByteBuffer.wrap(BlockWriter.frame(unproven)));
        LOG.trace("warmed up with {}, {}", run, rules.prove(unproven));
    }

    private static void report(ReplayReport report) {
        report.refusal()
                .ifPresent(why -> LOG.warn(
                        "the checkpoint of the block log cannot be used: {}; all of the log was read instead", why));
        if (report.damagedBytes() > 0) {
            LOG.warn(
                    "the block log holds {} between valid blocks, which the node skipped",
                    Counted.of(report.damagedBytes(), "damaged byte"));
        }
        report.cutKeptAt()
                .ifPresent(place -> LOG.warn(
                        "cut {} off the end of the block log, because they are no whole block; kept at {}",
                        Counted.of(report.cutBytes(), "byte"),
                        place));
    }

    private void reportRegularly(EventLog log) {
        MiningLog mining = new MiningLog();
        try {
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                log.reportWithheld(node.tip(), node.takeUntold());
                mining.progress(miner.searching(), miner.hashesPerSecond()).ifPresent(LOG::info);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Node node() {
        return node;
    }

    /// The port that the explorer and the API are at; only with `--http`.
    int httpPort() {
        if (http == null) throw new IllegalStateException("there is no --http");
        return http.port();
    }

    BlockProducer producer() {
        return producer;
    }

    /// Shows what blocks say.
    BlockTexts texts() {
        return texts;
    }

    /// How fast it mines at the moment.
    double hashesPerSecond() {
        return miner.hashesPerSecond();
    }

    /// Stops mining, talking and writing, in this order, and gives the directory back. Requests
    /// that wait for a block are answered once the mining has stopped.
    @Override
    public void close() throws IOException {
        producer.stop();
        if (http != null) http.close();
        if (listed != null) listed.close();
        miner.close();
        stopped.countDown();
        try {
            node.close();
        } finally {
            if (directory != null) directory.close();
        }
    }
}
