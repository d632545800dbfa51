package tsunagi.app.http;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tsunagi.app.activity.Activity;
import tsunagi.app.http.Shapes.ActivityBody;
import tsunagi.app.http.Shapes.BanBody;
import tsunagi.app.http.Shapes.BanList;
import tsunagi.app.http.Shapes.ChainBody;
import tsunagi.app.http.Shapes.OffChainBlock;
import tsunagi.app.http.Shapes.PeerBody;
import tsunagi.app.http.Shapes.PeerPage;
import tsunagi.app.http.Shapes.RivalBody;
import tsunagi.app.http.Shapes.Status;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.OffChain;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.network.PeerView;
import tsunagi.network.core.Ban;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Hash;

/// The node itself: its chain as a whole, its peers, whom it keeps out, and whether it is well.
final class NodeResource {
    private static final double NANOS = 1e9;

    private final Node node;
    private final Activity activity;
    private final BlockProducer producer;
    private final ChainParameters parameters;
    private final String version;
    private final boolean tokenNeeded;
    private final Instant started = Instant.now();

    NodeResource(HttpFace.Subject subject, boolean tokenNeeded) {
        this.node = subject.node();
        this.activity = subject.activity();
        this.producer = subject.producer();
        this.parameters = subject.parameters();
        this.version = subject.version();
        this.tokenNeeded = tokenNeeded;
    }

    /// `GET /api/chain`.
    Reply chain(Request request) throws IOException {
        Tip tip = node.tip();
        OffChain known = node.chain().offChain(HttpLimits.MAX_OFF_CHAIN);
        List<OffChainBlock> named = known.highest().stream()
                .map(block -> new OffChainBlock(
                        block.index(),
                        block.hash().toString(),
                        block.prevHash().toString(),
                        block.orphan() ? "orphan" : "side"))
                .toList();
        return Reply.json(new ChainBody(
                version,
                node.port(),
                started,
                tip.index(),
                tip.hash().toString(),
                parameters.genesis().hash().toString(),
                parameters.difficultyBytes(),
                node.chain().logBytes(),
                known.sideBlocks(),
                known.orphans(),
                named,
                node.rivals().stream().map(RivalBody::of).toList(),
                activity.mining(),
                producer.searching().toNanos() / NANOS,
                producer.hashesPerSecond(),
                tokenNeeded));
    }

    /// `GET /api/activity`.
    Reply recent(Request request) {
        return Reply.json(new ActivityBody(
                activity.arrivals(),
                activity.finds(),
                activity.relays(),
                activity.departures(),
                activity.reorganisations()));
    }

    /// `GET /api/peers`.
    Reply peers(Request request) throws Problem, IOException {
        long from = request.number("from", 0, 0, Long.MAX_VALUE);
        int limit = (int) request.number("limit", HttpLimits.MAX_PEERS_PAGE, 1, HttpLimits.MAX_PEERS_PAGE);
        List<PeerView> all = node.peers();
        Set<String> dialling = new HashSet<>();
        node.dialled().forEach(peer -> dialling.add(peer.toString()));
        for (PeerView peer : all) {
            if (peer.name().direction() == Direction.OUTBOUND)
                dialling.remove(peer.name().address());
        }
        List<PeerView> rest =
                all.stream().filter(peer -> peer.name().connection() >= from).toList();
        Long next = rest.size() > limit ? rest.get(limit).name().connection() : null;
        return Reply.json(new PeerPage(
                rest.stream().limit(limit).map(NodeResource::body).toList(),
                dialling.stream().sorted().toList(),
                NetworkLimits.TOLERATED_POINTS,
                next));
    }

    private static PeerBody body(PeerView peer) {
        return new PeerBody(
                peer.name().connection(),
                peer.name().address(),
                peer.name().direction().name().toLowerCase(Locale.ROOT),
                peer.connected().toNanos() / NANOS,
                peer.blocksIn(),
                peer.highestIn(),
                peer.blocksOut(),
                peer.bytesOut(),
                peer.behindBytes(),
                peer.points());
    }

    /// `GET /api/bans`.
    Reply bans(Request request) {
        long now = System.nanoTime();
        return Reply.json(
                new BanList(node.bans().stream().map(ban -> body(ban, now)).toList()));
    }

    private static BanBody body(Ban ban, long now) {
        return new BanBody(
                ban.address(),
                ban.reason().words(),
                (ban.until() - now) / NANOS,
                ban.frame().map(Hash::toString).orElse(null));
    }

    /// `DELETE /api/bans/{address}`.
    Reply lift(Request request) throws Problem {
        String address = BannedAddress.of(request.path().getLast())
                .orElseThrow(() -> Problem.parameter(
                        ProblemCode.BAD_ADDRESS,
                        "address",
                        "must be an IPv4 address such as 192.0.2.1, an IPv6 address such as 2001:db8::1, or a network"
                                + " as the list of bans has it, such as 20010db800000000/64"));
        if (!node.liftBan(address)) throw new Problem(ProblemCode.NOT_BANNED, "This address is not banned.");
        activity.lifted(address);
        return Reply.noContent();
    }

    /// `GET /health` and `GET /ready`: a node whose log has failed is neither, and it was ready
    /// before this server was there.
    Reply health(Request request) throws Problem {
        if (node.failure().isDone()) throw new Problem(ProblemCode.NODE_FAILED, "The node has failed.");
        return Reply.json(new Status("ok"));
    }
}
