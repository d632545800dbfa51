package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Draws a network from a seed, and what is done to it.
final class NetworkGenerator {
    private static final List<String> PEERS = List.of("A", "B", "C", "D", "E", "F", "G", "H");
    private static final int MOST_NODES = 5;

    /// How far below the tip a branch may begin.
    private static final int DEEPEST = 6;
    private static final int MOST_TRIES = 5;

    private static final List<String> DROPPED =
            List.of("mumble\n", "\n", "BLOCK:{}\n", "BLOCK:\n", "CHAIN_SYNC_COMPLETE\n", "{\"index\":1}\n");

    private final long seed;
    private final Draw draw;
    private final Texts texts;
    private final Set<Need> offers;
    private final Scope scope;
    private final List<List<Integer>> dials;
    private final NetworkModel model;
    private final List<Move> moves = new ArrayList<>();
    private int joined;
    private int mined;
    private int sinceOutage;

    private NetworkGenerator(long seed, Set<Need> offers, Scope scope) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.texts = new Texts(draw);
        this.offers = offers;
        this.scope = scope;
        this.dials = dials();
        this.model = new NetworkModel(dials);
    }

    /// @param offers what every implementation can do
    /// @param scope  which rules may be broken
    static Network network(long seed, Set<Need> offers, Scope scope) {
        return new NetworkGenerator(seed, offers, scope).network();
    }

    /// Each node dials one before it, some two: lines, stars, trees and rings.
    private List<List<Integer>> dials() {
        List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
        for (int node = 1, nodes = draw.between(2, MOST_NODES); node < nodes; node++) {
            Set<Integer> dialled = new TreeSet<>(Set.of(draw.below(node)));
            if (draw.oneIn(3)) dialled.add(draw.below(node));
            all.add(List.copyOf(dialled));
        }
        return all;
    }

    private Network network() {
        join();
        join();
        for (int more = draw.between(6, 14); more > 0; more--) next();
        if (!model.isWhole()) restore();
        give();
        return new Network(seed, dials, moves);
    }

    private void next() {
        if (!model.isWhole() && ++sinceOutage > 2) {
            restore();
            return;
        }
        int choice = draw.below(25);
        if (choice < 9) give();
        else if (choice < 11) join();
        else if (choice < 13) mumble();
        else if (choice < 14) ask();
        else if (choice < 16) type();
        else if (choice < 17) leave();
        else if (choice < 18) kill();
        else if (choice < 20) split();
        else if (choice < 23) tie();
        else blackOut();
    }

    private void join() {
        int node = draw.below(model.nodes());
        if (joined == PEERS.size() || model.isDown(node)) return;
        String peer = PEERS.get(joined++);
        moves.add(new Move.Join(peer, node));
        model.join(peer, node);
    }

    private String anyPeer() {
        return model.peers().isEmpty() ? "" : draw.of(List.copyOf(model.peers()));
    }

    private void give() {
        String peer = anyPeer();
        if (peer.isEmpty() || !model.canGrow(model.nodeOf(peer))) return;
        List<String> chain = model.chain(model.nodeOf(peer));
        int parent = chain.size();
        if (scope.hasForks() && draw.oneIn(3)) parent -= draw.below(Math.min(DEEPEST, chain.size()) + 1);
        parent = known(chain, parent);
        if (parent < chain.size() && !scope.hasForks()) return;
        int count = chain.size() - parent + (draw.oneIn(8) ? draw.between(20, 60) : draw.between(1, 4));
        List<WireBlock> blocks = blocks(chain, parent, count);
        moves.add(new Move.Give(peer, blocks));
        model.give(peer, blocks);
    }

    private void tie() {
        String peer = anyPeer();
        if (peer.isEmpty() || !scope.hasForks()) return;
        List<String> chain = model.chain(model.nodeOf(peer));
        if (chain.isEmpty()) return;
        int parent = known(chain, chain.size() - draw.between(1, Math.min(DEEPEST, chain.size())));
        List<WireBlock> blocks = blocks(chain, parent, chain.size() - parent);
        moves.add(new Move.Tie(peer, blocks));
        model.tie(peer, blocks);
    }

    private static boolean isHash(String key) {
        return key.length() == WireBlock.GENESIS_HASH.length();
    }

    /// The highest block, at most at this height, whose hash is known here.
    private static int known(List<String> chain, int height) {
        int at = height;
        while (at > 0 && !isHash(chain.get(at - 1))) at--;
        return at;
    }

    /// Blocks on that of a height of the chain.
    private List<WireBlock> blocks(List<String> chain, int height, int count) {
        List<WireBlock> blocks = new ArrayList<>();
        String before = height == 0 ? WireBlock.GENESIS_HASH : chain.get(height - 1);
        for (int at = height + 1; at <= height + count; at++) {
            long time = 1_784_000_000L + draw.below(1_000_000);
            WireBlock block = Mint.mined(WireBlock.draft(at, time, before, texts.plain()));
            blocks.add(block);
            before = block.hash();
        }
        return blocks;
    }

    private void mumble() {
        String peer = anyPeer();
        if (peer.isEmpty()) return;
        List<String> chain = model.chain(model.nodeOf(peer));
        boolean workless = draw.oneIn(2) && (chain.isEmpty() || isHash(chain.getLast()));
        String tip = chain.isEmpty() ? WireBlock.GENESIS_HASH : chain.getLast();
        Octets frame = workless
                ? Mint.mined(WireBlock.draft(chain.size() + 1L, 0, tip, texts.plain()), Mint.Work.HALF)
                        .canonicalFrame()
                : Octets.of(draw.of(DROPPED).getBytes(StandardCharsets.UTF_8));
        moves.add(new Move.Mumble(peer, frame));
    }

    private void ask() {
        String peer = anyPeer();
        if (!peer.isEmpty()) moves.add(new Move.Ask(peer));
    }

    private void type() {
        int node = draw.below(model.nodes());
        boolean heard =
                model.peers().stream().anyMatch(peer -> model.within(node).contains(model.nodeOf(peer)));
        if (!offers.contains(Need.CONSOLE) || model.isDown(node) || !model.canGrow(node) || !heard) return;
        String line = "typed " + ++mined + " " + texts.plain().replaceAll("[\\r\\n]", "");
        moves.add(new Move.Type(node, line));
        model.mined(node, "m" + mined);
    }

    private void leave() {
        String peer = anyPeer();
        if (model.peers().size() < 2) return;
        moves.add(new Move.Leave(peer, draw.oneIn(2)));
        model.leave(peer);
    }

    private void kill() {
        Move.Kill kill = new Move.Kill(draw.below(model.nodes()));
        if (offers.containsAll(Set.of(Need.PROCESS, Need.RESTART))) breakIfPossible(kill);
    }

    private void split() {
        Set<Integer> side = new HashSet<>();
        IntStream.range(0, model.nodes()).filter(node -> draw.oneIn(2)).forEach(side::add);
        if (offers.contains(Need.CUT) && scope.hasForks()) breakIfPossible(new Move.Split(side));
    }

    private void blackOut() {
        int first = draw.below(model.nodes());
        List<String> chain = model.chain(first);
        boolean grows = model.isDialled(first) && known(chain, chain.size()) == chain.size();
        List<WireBlock> blocks = grows ? blocks(chain, chain.size(), draw.between(1, 3)) : List.of();
        Move.Blackout blackout = new Move.Blackout(first, blocks);
        if (!offers.containsAll(Set.of(Need.PROCESS, Need.RESTART)) || !model.canBlackOut(blackout)) return;
        moves.add(blackout);
        model.blackOut(blackout);
        join();
    }

    private void breakIfPossible(Move.Outage outage) {
        if (!model.canBreak(outage)) return;
        moves.add(outage);
        model.breaks(outage);
        sinceOutage = 0;
    }

    /// First one side gets blocks until the nodes will agree. If that takes long, the network stays
    /// as it is, and another one is drawn in its place.
    private void restore() {
        for (int tries = 0; tries < MOST_TRIES && !model.canRestore(); tries++) give();
        if (!model.canRestore()) return;
        moves.add(new Move.Restore());
        model.restore();
    }
}
