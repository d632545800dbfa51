package tsunagi.app.activity;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import tsunagi.network.ChainView;
import tsunagi.network.Node;
import tsunagi.network.RivalView;
import tsunagi.network.core.Direction;

/// The node in numbers, for Prometheus. Counters count from the start of the program.
public final class NodeMetrics {
    private static final String MINED = "mined";
    private static final String PEER = "peer";
    private static final String FAILED = "500";

    /// The outcome of a block that can never join.
    static final String REJECTED = "rejected";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter joined = counter("tsunagi_blocks_joined", "Blocks that joined the active chain.", "origin");
    private final Counter notJoined =
            counter("tsunagi_blocks_not_joined", "Blocks from peers that did not join the active chain.", "outcome");
    private final Counter reorganisations =
            counter("tsunagi_reorganisations", "Changes of the active chain to another branch.");
    private final Counter departed =
            counter("tsunagi_blocks_departed", "Blocks that left the active chain in reorganisations.");
    private final Counter bans = counter("tsunagi_bans", "Addresses that were banned.");
    private final Counter dropped = counter("tsunagi_frames_dropped", "Useless frames from peers.", "kind");
    private final Counter chainRequests = counter("tsunagi_chain_requests", "GET_CHAIN frames from peers.");
    private final Counter dialFailures = counter("tsunagi_dial_failures", "Outbound connections that failed.");
    private final Counter turnedAway =
            counter("tsunagi_connections_turned_away", "Inbound connections closed at once.", "reason");
    private final Counter hashes =
            counter("tsunagi_mining_hashes", "Hashes tried for the blocks that were found here.");
    private final Counter eventsMissed =
            counter("tsunagi_events_missed", "Events that no reader of /api/events received.");
    private final Counter requests = counter("tsunagi_http_requests", "HTTP requests.", "route", "status");
    private final Histogram mining = Histogram.builder()
            .name("tsunagi_mining_duration_seconds")
            .help("How long the search for a block took that was found here.")
            .classicOnly()
            .classicUpperBounds(0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300)
            .register(registry);
    private final Histogram relay = Histogram.builder()
            .name("tsunagi_relay_latency_seconds")
            .help("From a block joining the chain to its being written to a peer.")
            .classicOnly()
            .classicUpperBounds(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1)
            .register(registry);
    private final Histogram latency = Histogram.builder()
            .name("tsunagi_http_request_duration_seconds")
            .help("How long HTTP requests took, event streams left out.")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
            .register(registry);

    /// Makes all series with labels, at zero. A series that begins with its first event begins at
    /// 1, so `rate` and `increase` miss this event.
    public NodeMetrics() {
        for (String origin : List.of(MINED, PEER)) joined.initLabelValues(origin);
        for (String outcome : List.of("side", "orphan", REJECTED)) notJoined.initLabelValues(outcome);
        for (String kind : List.of("refused", "unknown")) dropped.initLabelValues(kind);
        for (String reason : List.of("full", "share", "error")) turnedAway.initLabelValues(reason);
    }

    /// Makes the series of a route, at zero: of what it answers if all is well, and of failures.
    ///
    /// @param route   as the API's description names it
    /// @param success the status if all is well
    public void expect(String route, int success) {
        requests.initLabelValues(route, String.valueOf(success));
        requests.initLabelValues(route, FAILED);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /// Reads what only the node and the JVM know, each time somebody asks. The node should be
    /// listening by now, for this takes some time.
    public void observe(Node node) {
        JvmMetrics.builder().register(registry);
        ChainView chain = node.chain();
        gauge(
                "tsunagi_chain_height",
                "Height of the active chain's tip.",
                () -> chain.tip().index());
        gauge("tsunagi_log_size_bytes", "Size of the block log.", chain::logBytes);
        gauge(
                "tsunagi_bans_active",
                "Addresses that are banned.",
                () -> node.bans().size());
        gauge(
                "tsunagi_rival_blocks",
                "Blocks on disk of branches that are longer than memory holds and may become the chain.",
                () -> node.rivals().stream().mapToLong(RivalView::blocks).sum());
        GaugeWithCallback.builder()
                .name("tsunagi_peers")
                .help("Connected peers.")
                .labelNames("direction")
                .callback(out -> {
                    for (Direction direction : Direction.values()) {
                        out.call(node.peerCount(direction), direction.name().toLowerCase(Locale.ROOT));
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("tsunagi_blocks_off_chain")
                .help("Known blocks that are not on the active chain.")
                .labelNames("kind")
                .callback(out -> {
                    try {
                        var known = chain.offChain(0);
                        out.call(known.sideBlocks(), "side");
                        out.call(known.orphans(), "orphan");
                    } catch (IOException e) {
                        // The node has failed or is closed; there is nothing to read any more.
                    }
                })
                .register(registry);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(out -> out.call(value.getAsDouble()))
                .register(registry);
    }

    void joined(long count, boolean minedHere) {
        joined.labelValues(minedHere ? MINED : PEER).inc(count);
    }

    void notJoined(String outcome) {
        notJoined.labelValues(outcome).inc();
    }

    void reorganised(long blocksDeparted) {
        reorganisations.inc();
        departed.inc(blocksDeparted);
    }

    void banned() {
        bans.inc();
    }

    void frameDropped(String kind) {
        dropped.labelValues(kind).inc();
    }

    void chainRequested() {
        chainRequests.inc();
    }

    void dialFailed() {
        dialFailures.inc();
    }

    void turnedAway(String reason) {
        turnedAway.labelValues(reason).inc();
    }

    void relayed(double seconds) {
        relay.observe(seconds);
    }

    void mined(long hashesTried, Duration took) {
        hashes.inc(hashesTried);
        mining.observe(took.toNanos() / 1e9);
    }

    /// Somebody who watches will not hear of something.
    public void eventMissed() {
        eventsMissed.inc();
    }

    /// A request was answered.
    ///
    /// @param route as the API's description names it, so that there are not
    ///     more of them than routes
    public void served(String route, int status, Duration took) {
        requests.labelValues(route, String.valueOf(status)).inc();
        latency.observe(took.toNanos() / 1e9);
    }

    /// All of it in Prometheus' text format.
    public byte[] text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toByteArray();
    }

    /// What [#text] is.
    public static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }
}
