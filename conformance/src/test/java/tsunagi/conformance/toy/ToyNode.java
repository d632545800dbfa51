package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.toy.ToyJson.Malformed;

/// A node of the protocol page in a few hundred lines. One lock orders all that it does.
final class ToyNode {
    private static final int MAX_FRAME = 4096;
    private static final int MOST_PEERS = 64;
    private static final long WHILE_NANOS = 300_000_000;

    private final Trait trait;
    private final ToyReader reader;
    private final ToyChain chain;
    private final ToyAnswers answers;
    private final ToyGossip gossip;
    private final ToyLateGossip lateGossip;
    private final ToyFrailty frailty;
    private @Nullable ToyBlock tipAtLoss;
    private final ToyQuestions questions;
    private final ToyLog log;
    private final ToyMemory memory;
    private final List<ToyPeer> peers = new ArrayList<>();
    private final Semaphore turns;
    private final ToyListener listener;
    private final Set<ToyPeer> connections = new HashSet<>();
    private final List<byte[]> arrived = new ArrayList<>();
    private final Gate gate = new Gate();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable String ended;

    ToyNode(Path data, Trait trait) throws IOException {
        this.trait = trait;
        memory = new ToyMemory(trait);
        listener = new ToyListener(trait);
        this.log = new ToyLog(data.resolve("toy.frames"), trait);
        turns = new Semaphore(trait.is(Mutant.ONE_PEER_AT_A_TIME) ? 1 : 8);
        reader = new ToyReader(trait);
        chain = new ToyChain(trait);
        answers = new ToyAnswers(this, trait);
        gossip = new ToyGossip(trait);
        lateGossip = new ToyLateGossip(this, gossip);
        frailty = new ToyFrailty(this, gossip, trait);
        questions = new ToyQuestions(trait);
        replay();
    }

    private void replay() throws IOException {
        chain.starts(true);
        for (byte[] frame : log.frames()) {
            ToyBlock block = read(frame);
            if (block != null) chain.add(block);
        }
        chain.starts(false);
        if (trait.is(StateMutant.KNOWS_100_BLOCKS_AFTER_A_RESTART)) chain.forgetAllBut(100);
    }

    /// Accepts connections from now on.
    void listen(int port) throws IOException {
        listener.open(port, this::accepted, () -> end("it cannot listen any more"));
        frailty.begin();
    }

    /// Closes all its connections.
    void closeAll() {
        List<ToyPeer> open;
        synchronized (connections) {
            open = List.copyOf(connections);
        }
        open.forEach(ToyPeer::close);
    }

    /// Ends, as a process would: all its connections with it.
    void end(String how) {
        gate.shut(false);
        synchronized (connections) {
            if (ended == null) ended = how;
        }
        listener.close();
        closeAll();
        over.countDown();
    }

    /// Waits for its end; false if it runs on after that time.
    boolean awaitEnd(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /// How it ended, or null if it runs.
    @Nullable
    String ended() {
        return ended;
    }

    private void die() {
        end("it ended with status 1");
    }

    private ToyPeer connected(Socket socket, boolean outbound) throws IOException {
        ToyPeer peer = new ToyPeer(socket, outbound, trait, this::die, gate, memory);
        synchronized (connections) {
            connections.add(peer);
            if (ended != null) peer.close();
        }
        return peer;
    }

    /// Does nothing more until `pause(false)`.
    void pause(boolean yes) {
        gate.shut(yes);
    }

    private void accepted(Socket socket) throws IOException {
        gate.pass();
        if (trait.is(Mutant.CLOSES_AT_ONCE)) {
            socket.close();
            return;
        }
        ToyPeer peer = connected(socket, false);
        synchronized (this) {
            boolean crowded = peers.size() >= MOST_PEERS && trait.is(StateMutant.CLOSES_THE_OLDEST_OF_64);
            if (crowded) peers.getFirst().close();
            peers.add(peer);
            boolean empty = chain.active().size() == 1;
            if (trait.is(Mutant.ASKS_INBOUND) || (trait.is(Mutant.ASKS_INBOUND_WHEN_EMPTY) && empty)) {
                peer.send(bytes("GET_CHAIN\n"));
            }
            if (trait.is(Mutant.GREETS_INBOUND)) peer.send(bytes("HELLO\n"));
            if (trait.is(StateMutant.REPEATS_ITS_TIP_AFTER_15_S)) answers.offerIn(peer, 15);
            if (trait.is(StateMutant.REPEATS_ITS_TIP_AFTER_30_S)) answers.offerIn(peer, 30);
            if (trait.is(Mutant.OFFERS_ITS_CHAIN)) answers.send(peer, chain.active(), "");
        }
        if (trait.is(Mutant.HANGS)) return;
        // Members may be nested as deeply as a frame allows, and the reader of JSON is recursive.
        Thread.ofPlatform().daemon().stackSize(16 << 20).start(() -> inTurn(peer));
    }

    private void inTurn(ToyPeer peer) {
        boolean inTurn = trait.is(Mutant.ONE_PEER_AT_A_TIME) || trait.is(Mutant.SERVES_EIGHT_AT_ONCE);
        if (inTurn) turns.acquireUninterruptibly();
        if (trait.is(Mutant.DIALS_BACK)) new ToyDialler(this, trait).dialBack(peer, 0);
        serve(peer);
        if (trait.is(Mutant.DIALS_BACK_LATER)) new ToyDialler(this, trait).dialBack(peer, 5_000);
        if (inTurn) turns.release();
    }

    /// Reads from a peer until it has ended.
    void serve(ToyPeer peer) {
        peer.read(this::frame);
        forget(peer);
        // What waits to be written is written still, and then the connection is closed.
    }

    private synchronized void forget(ToyPeer peer) {
        peers.remove(peer);
        if (trait.is(StateMutant.TAKES_THE_TWIN_OF_A_PEER_THAT_LEFT)) chain.abandon(peer.crossed);
        if (!peer.outbound) return;
        tipAtLoss = chain.active().getLast();
        if (trait.is(StateMutant.DROPS_ORPHANS_OF_A_LOST_DIALLED_PEER)) chain.dropOrphans(peer.crossed);
    }

    /// Takes part in a connection that was dialled; the request is its first frame (2.4).
    ///
    /// @param place  of the peer among those that the node was told of, from 0
    /// @param before how many connections to the peer there have been
    ToyPeer dialled(Socket socket, int place, int before) throws IOException {
        gate.pass();
        ToyPeer peer = connected(socket, true);
        synchronized (this) {
            peers.add(peer);
            boolean asks = !trait.is(Mutant.ASKS_NOTHING)
                    && !(trait.is(Mutant.ASKS_ONCE) && before > 0)
                    && !(trait.is(Mutant.ASKS_TWICE) && before > 1)
                    && !(trait.is(StateMutant.ASKS_ON_FOUR_CONNECTIONS) && before > 3)
                    && !trait.passesOver(Reach.Task.ASKS, place)
                    && !(trait.is(Mutant.ASKS_WHEN_EMPTY_ONLY) && chain.active().size() > 1);
            if (trait.is(Mutant.GREETS_FIRST)) peer.send(bytes("HELLO\n"));
            if (asks) answers.ask(peer, chain.active());
            if (trait.is(StateMutant.OFFERS_THE_TIP_IT_HAD) && tipAtLoss != null)
                peer.send(ToyWriter.frame(tipAtLoss, trait));
        }
        return peer;
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(UTF_8);
    }

    /// Whether too many answers wait; of a right toy never.
    synchronized boolean isBusy() {
        return memory.isBusy(peers);
    }

    /// The chain that a locator names the blocks of; of a right toy the active one.
    List<ToyBlock> located(List<ToyBlock> chain) {
        return memory.located(chain);
    }

    synchronized List<ToyBlock> active() {
        return chain.active();
    }

    private void frame(ToyPeer peer, byte[] frame) {
        String text = ToyFrames.kind(new String(frame, UTF_8), trait);
        if (trait.is(Mutant.ECHOES_EVERYTHING)) peer.send(frame);
        if (trait.is(Mutant.DROPS_ON_CRLF) && text.endsWith("\r\n")) return;
        if (trait.is(Mutant.TRIMS_FRAMES)) text = text.stripLeading();
        if (trait.is(Mutant.ANY_CASE_KINDS) && text.length() > 9) {
            text = text.substring(0, 9).toUpperCase(Locale.ROOT) + text.substring(9);
            if (text.startsWith("BLOCK:")) text = "BLOCK:" + new String(frame, UTF_8).substring(6);
        }
        boolean request =
                trait.is(Mutant.EXACT_REQUEST_ONLY) ? text.equals("GET_CHAIN\n") : text.startsWith("GET_CHAIN");
        if (request) answers.answer(peer, text.substring("GET_CHAIN".length(), text.length() - 1));
        else if (text.startsWith("BLOCK:")) block(peer, text.equals(new String(frame, UTF_8)) ? frame : bytes(text));
        else unknown(peer, frame, text);
    }

    private void unknown(ToyPeer peer, byte[] frame, String text) {
        if (trait.is(Mutant.DIES_ON_GARBAGE)) die();
        if (trait.is(Mutant.SHUNS_AFTER_GARBAGE)) forget(peer);
        boolean close = peer.isFedUp()
                || trait.is(Mutant.CLOSES_ON_GARBAGE)
                || (trait.is(Mutant.CLOSES_ON_EMPTY_FRAME) && frame.length == 1)
                || (trait.is(Mutant.CLOSES_ON_BINARY) && !ToyFrames.isText(frame))
                || (trait.is(Mutant.CLOSES_ON_CHAIN_END) && text.equals("CHAIN_SYNC_COMPLETE\n"));
        if (close) peer.close();
    }

    private @Nullable ToyBlock read(byte[] frame) {
        try {
            return reader.block(frame);
        } catch (Malformed e) {
            return null;
        }
    }

    /// All frames of blocks that came, good and bad.
    synchronized List<byte[]> arrived() {
        return List.copyOf(arrived);
    }

    private void block(ToyPeer peer, byte[] frame) {
        if (trait.is(LateMutant.STORES_BEFORE_CHECKING)) store(frame);
        ToyBlock block = read(frame);
        if (block == null) {
            if (peer.isFedUp() || trait.is(Mutant.CLOSES_ON_BAD_BLOCK)) peer.close();
            return;
        }
        synchronized (this) {
            // The frame of a block without work brings nothing, whatever hash it claims.
            if (block.hasWork(trait) || trait.is(StateMutant.BELIEVES_A_CLAIMED_HASH)) peer.crossed.add(block.hash());
            if (trait.is(LateMutant.THANKS_FOR_BLOCK, block.index())) peer.talk();
            boolean isOneTooMany = trait.is(StateMutant.KEEPS_ONE_ORPHAN_OF_A_DIALLED_PEER)
                    && peer.outbound
                    && chain.isNewOrphan(block)
                    && peer.asked > 0;
            if (isOneTooMany) return;
            ToyChain.Result result = chain.add(block);
            boolean keeps = trait.is(Mutant.KEEPS_ANSWERS_TO_ITSELF) && peer.outbound;
            if (!keeps) relay(result.relayed(), peer);
            log.append(result.relayed(), () -> ended != null);
            if (result.parentMissing()) questions.ask(peer, peers);
            else if (result.relayed().isEmpty()) peer.sentKnown();
        }
    }

    private synchronized void store(byte[] frame) {
        arrived.add(frame);
    }

    /// Makes a block of a line of the console.
    void mine(String line) {
        gate.pass();
        ToyBlock early = trait.is(StateMutant.MINES_ON_THE_TIP_IT_HAD) ? miningTip() : null;
        if (early != null) LockSupport.parkNanos(WHILE_NANOS);
        synchronized (this) {
            mineOn(early == null ? chain.miningTip() : early, line);
        }
    }

    private synchronized ToyBlock miningTip() {
        return chain.miningTip();
    }

    private void mineOn(ToyBlock tip, String line) {
        ToyBlock draft = ToyBlock.draft(tip, line, trait);
        boolean fits = ToyWriter.frame(draft, trait).length <= MAX_FRAME;
        if (!fits && !trait.is(Mutant.MINES_OVERLONG)) return;
        ToyBlock block = draft.mined(trait);
        answers.mined(block);
        List<ToyBlock> joined = trait.is(Mutant.MINES_WITHOUT_WORK) || trait.is(Mutant.RELAYS_WHAT_IT_MINES_ONLY)
                ? List.of(block)
                : chain.add(block).relayed();
        log.append(joined, () -> ended != null);
        if (!trait.is(Mutant.KEEPS_MINED_TO_ITSELF)) relay(joined, null);
    }

    private void relay(List<ToyBlock> joined, @Nullable ToyPeer from) {
        if (frailty.relay(joined, from, peers)) return;
        if (trait.is(Freedom.RELAYS_LATE)) lateGossip.relay(joined, from, peers);
        else gossip.relay(joined, from, peers);
    }
}
