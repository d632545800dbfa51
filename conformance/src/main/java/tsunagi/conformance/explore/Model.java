package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tsunagi.conformance.explore.BlockTree.Entry;
import tsunagi.conformance.wire.FrameReader;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.Reading;
import tsunagi.conformance.wire.WireBlock;

/// What a right node knows, and what it owes its peers, after all that was sent so far.
/// Values in, values out: it reads bytes and never a socket. Where PROTOCOL.md leaves a
/// choice, it allows every choice.
///
/// It takes frames in one order. So a transcript has to show that a frame has had its effect
/// before another peer sends one.
final class Model {
    /// How many answers of one connection take no turns (2.2).
    private static final int ANSWERED_AT_ONCE = 100;

    private record Pending(Peer peer, Answer answer) {}

    private final BlockTree tree = new BlockTree();
    private final Map<String, Entry> orphans = new LinkedHashMap<>();
    private final Map<String, Peer> peers = new TreeMap<>();
    private Map<String, Owed> owed = new TreeMap<>();
    /// Blocks that a node may have lost when it was started again.
    private final Set<String> lost = new HashSet<>();
    /// Blocks that joined the active chain in the step under way, and those of
    /// them that left it again.
    private final Set<String> joined = new HashSet<>();
    private final Set<String> departed = new HashSet<>();
    /// Answers that are owed in the step under way.
    private final List<Pending> pending = new ArrayList<>();
    private boolean ambiguous;
    private String effect = "";

    /// @param dialled whether the node dialled it, and so has asked already
    void connect(String name, boolean dialled) {
        Peer peer = new Peer(name);
        peer.asked = dialled;
        peer.shown.addAll(tree.active());
        peers.put(name, peer);
    }

    void disconnect(String name) {
        peers.remove(name);
    }

    void halfClose(String name) {
        Peer peer = peers.get(name);
        if (peer != null) peer.halfClosed = true;
    }

    /// Whether the peer is connected, and may still send.
    boolean isConnected(String name) {
        Peer peer = peers.get(name);
        return peer != null && !peer.halfClosed;
    }

    /// Whether the peer's connection is not over, though it may send no more.
    boolean hasConnection(String name) {
        return peers.containsKey(name);
    }

    /// Peers that send and hear, by name.
    List<String> connected() {
        return peers.keySet().stream().filter(this::isConnected).toList();
    }

    /// Whether the node may ask here at any time (3.7).
    boolean mayAsk(String name) {
        Peer peer = peers.get(name);
        return peer != null && peer.asked;
    }

    /// The blocks that have a place, and the chain.
    BlockTree tree() {
        return tree;
    }

    List<Entry> waiting() {
        return List.copyOf(orphans.values());
    }

    /// Whether PROTOCOL.md leaves open what the chain is by now, so that nothing can be judged.
    boolean isAmbiguous() {
        return ambiguous;
    }

    /// Whether nothing can be judged after a frame. PROTOCOL.md may leave open what the chain is.
    /// Or the frame is a request whose locator names the tip: a whole answer and none are both
    /// right (8.1), and the next answer, which looks like it, would prove nothing. So it is with a
    /// block that comes while an empty chain is asked for (2.3).
    boolean leavesOpen(Octets frame) {
        return switch (FrameReader.read(frame)) {
            case Reading.Request request -> new Answer(request, tree.active()).isOpen();
            case Reading.Block read -> leavesOpen(read.block()) || mayAnswerLater();
            case Reading.Dropped ignored -> false;
        };
    }

    private boolean leavesOpen(WireBlock block) {
        if (lost.contains(block.hash()) || lost.contains(block.prevHash())) return true;
        return !tree.holds(block.prevHash())
                && !orphans.containsKey(block.hash())
                && orphans.values().stream().anyMatch(other -> other.parent().equals(block.prevHash()));
    }

    /// The player asks for the chain on every connection now and then, to
    /// prove that nothing else came.
    void fenced() {
        for (Peer peer : peers.values()) peer.shown.addAll(tree.active());
    }

    /// A step begins. What was owed before was seen. A node may take in all frames of a step
    /// before it sends anything.
    void begin() {
        pending.clear();
        joined.clear();
        departed.clear();
    }

    /// Whether an answer of the step under way may be nothing, so that only
    /// time shows that it is over.
    boolean mayAnswerLater() {
        return pending.stream().anyMatch(one -> !one.answer().isCertain());
    }

    /// Whether a block has joined and left the active chain in the step under way, so that
    /// it MAY be left out (4.2).
    boolean mayBeLeftOut(String key) {
        return departed.contains(key);
    }

    /// A frame comes, and has its effect. Returns what the node owes for it, peer by peer.
    Map<String, Owed> receive(String from, Octets frame) {
        owed = new TreeMap<>();
        Peer peer = peers.get(from);
        if (peer == null) throw new IllegalStateException(from + " is not connected");
        switch (FrameReader.read(frame)) {
            case Reading.Request request -> answer(peer, request);
            case Reading.Block block -> block(peer, block.block());
            case Reading.Dropped dropped -> effect = "dropped by " + dropped.rule() + ": " + dropped.reason();
        }
        return owed;
    }

    /// The node has mined a typed line on its tip (6.2).
    ///
    /// @param key a name for a block whose hash only the node can know
    Map<String, Owed> mined(String key) {
        owed = new TreeMap<>();
        String parent = tree.tip();
        add(new Entry(key, null, parent, tree.entry(parent).index() + 1, null));
        return owed;
    }

    /// The node has ended and was started again: it has its chain (6.5),
    /// and may have lost all else.
    void restarted() {
        peers.clear();
        lost.addAll(orphans.keySet());
        lost.addAll(tree.prune());
        lost.removeAll(tree.active());
        orphans.clear();
    }

    /// What became of the last frame, in a few words.
    String effect() {
        return effect;
    }

    private Owed owed(Peer peer) {
        return owed.computeIfAbsent(peer.name, name -> new Owed());
    }

    private void answer(Peer peer, Reading.Request request) {
        Answer answer = new Answer(request, tree.active());
        effect = "";
        ambiguous |= answer.isOpen();
        peer.requests++;
        // Each answer of nothing may take its turn of 2 s, and nobody sees when it is over (2.2).
        ambiguous |= peer.requests > ANSWERED_AT_ONCE && tree.active().isEmpty();
        pending.add(new Pending(peer, answer));
        owed(peer).answers.add(answer);
        owed(peer).reasons.add(answer.known(tree.active()) == 0 ? "2.2" : "8.1");
        peer.shown.addAll(tree.active());
    }

    private void block(Peer from, WireBlock block) {
        effect = refusal(block);
        if (!effect.isEmpty()) return;
        from.shown.add(block.hash());
        if (lost.contains(block.hash()) || lost.contains(block.prevHash())) ambiguous = true;
        effect = "a duplicate, dropped by 3.5";
        if (orphans.containsKey(block.hash())) mayAsk(from);
        if (tree.holds(block.hash()) || orphans.containsKey(block.hash())) return;
        Entry entry = new Entry(block.hash(), block, block.prevHash(), block.index(), from);
        from.crossed.add(entry.key());
        Entry parent = tree.find(entry.parent());
        if (parent == null) {
            keep(from, entry);
        } else if (entry.index() == parent.index() + 1) {
            effect = "on a side branch (3.6, 4.2)";
            add(entry);
        } else {
            effect = "dropped by 3.4: its index is not its parent's plus one";
        }
    }

    /// Who sends an orphan that waits already may have its parent (3.7).
    private void mayAsk(Peer from) {
        Owed owed = owed(from);
        if (owed.asking == Owed.Asking.NO) owed.asking = Owed.Asking.MAY;
        owed.reasons.add("3.7");
        from.asked = true;
    }

    private static String refusal(WireBlock block) {
        if (!block.hashIsRight()) return "dropped by 3.2: its hash is another one";
        if (!block.hasWork()) return "dropped by 3.2: no work";
        if (block.index() == 0) return "dropped by 3.3: index 0";
        boolean fits = block.canonicalFrame().size() <= Frames.MAX_BYTES;
        return fits ? "" : "dropped by 3.8: its canonical frame has more than 4096 bytes";
    }

    private void keep(Peer from, Entry entry) {
        // Two that wait for one parent may join in either order, and either may become the tip.
        if (orphans.values().stream().anyMatch(other -> other.parent().equals(entry.parent()))) ambiguous = true;
        orphans.put(entry.key(), entry);
        Owed owed = owed(from);
        // A block of index 1 grows from genesis or is none: a node may ask all the same.
        boolean must = !from.asked && entry.index() > 1;
        if (must || owed.asking == Owed.Asking.NO) owed.asking = must ? Owed.Asking.MUST : Owed.Asking.MAY;
        owed.reasons.add("3.7");
        effect = "an orphan (3.7)";
        from.asked = true;
    }

    private void add(Entry entry) {
        changed(tree.add(entry));
        for (Entry child : List.copyOf(orphans.values())) {
            if (!child.parent().equals(entry.key())) continue;
            if (child.index() != entry.index() + 1) {
                // Whether what hangs on it is still kept is left open.
                orphans.remove(child.key());
                continue;
            }
            orphans.remove(child.key());
            add(child);
        }
    }

    private void changed(BlockTree.Change change) {
        if (change.joined().isEmpty()) return;
        boolean grew = change.departed().isEmpty();
        depart(change.departed());
        effect = grew ? "on the tip (3.4, 4.1)" : "makes its branch the longest (3.6, 4.2)";
        for (Pending one : pending) {
            one.answer().orLater(tree.active());
            one.peer().shown.addAll(tree.active());
            ambiguous |= one.answer().isOpen();
        }
        for (String key : change.joined()) {
            joined.add(key);
            relay(tree.entry(key), grew ? "4.1" : "4.2");
        }
    }

    /// What joined in this step may not have been sent. If it comes back it may
    /// cross, for the first time.
    private void depart(List<String> keys) {
        for (String key : keys) {
            if (!joined.contains(key)) continue;
            departed.add(key);
            for (Peer peer : peers.values()) {
                if (peer != tree.entry(key).sender() && peer.crossed.remove(key)) peer.shown.add(key);
            }
        }
    }

    private void relay(Entry entry, String rule) {
        for (Peer peer : peers.values()) {
            if (peer.halfClosed || !peer.crossed.add(entry.key())) continue;
            Owed owed = owed(peer);
            owed.gossip.add(new Owed.Gossip(entry.key(), !peer.shown.contains(entry.key())));
            owed.reasons.add(rule);
        }
    }
}
