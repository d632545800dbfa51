package tsunagi.network;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tsunagi.chain.AddResult;
import tsunagi.chain.BlockRules;
import tsunagi.chain.Chain;
import tsunagi.chain.Tip;
import tsunagi.network.core.Ban;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// A running node: it listens, dials, relays and answers until it is closed.
///
/// Its threads, all virtual: one accepts, one for each peer to dial, two for each connection
/// ([Connection] says which does what), one that looks at the time, and one that forces the log.
public final class Node implements AutoCloseable {
    private final LockedCore core;
    private final Gatekeeper gate;
    private final Peers peers;
    private final Checkpointing checkpointing;
    private final Listener listener;
    private final Map<PeerAddress, Dialler> diallers = new ConcurrentHashMap<>();
    private final StopSignal stop = new StopSignal();
    private final Threads threads;
    private final Threads lookUps;

    private Node(NodeOptions options, Chain chain, Consumer<NodeEvent> events) throws IOException {
        this.core = new LockedCore(chain, events);
        this.threads = new Threads(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("peer-", 0).factory()),
                core::fail);
        this.lookUps = new Threads(
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().name("look-up-", 0).daemon().factory()),
                core::fail);
        this.gate = new Gatekeeper(options.maxInboundPeers());
        this.peers = new Peers(core, gate, threads);
        core.failStop().onFailure(() -> peers.closeAll(CloseReason.NODE_FAILED));
        this.checkpointing = new Checkpointing(core, System.nanoTime());
        this.listener = new Listener(options.port(), gate, peers, core, threads, stop);
    }

    /// Starts a node. It is listening when this returns, and owns the chain from then on.
    ///
    /// @param events gets every event, from many threads
    /// @throws IOException if the port cannot be had; its message is a sentence for the user
    public static Node start(NodeOptions options, Chain chain, Consumer<NodeEvent> events) throws IOException {
        Node node = new Node(options, chain, events);
        events.accept(new NodeEvent.Listening(node.port()));
        node.threads.start("the listener", node.listener::run);
        for (PeerAddress peer : options.peers()) node.dial(peer);
        node.threads.start("the time", node::watchTime);
        node.threads.start("the force to disk", node::forceInGroups);
        node.threads.start("the proof of the log", node::proveLog);
        return node;
    }

    /// The port it listens at.
    public int port() throws IOException {
        return listener.port();
    }

    /// The tip as it is at this moment.
    public Tip tip() {
        return core.tip();
    }

    /// How much of what peers did was told nobody, because their addresses had caused too much
    /// already, since this was last asked.
    public long takeUntold() {
        return gate.takeUntold();
    }

    /// The chain, to be looked at.
    public ChainView chain() {
        return new ChainView(core);
    }

    /// The branches that are fetched at this moment because they may become the chain; two at most.
    public List<RivalView> rivals() {
        return core.rivals();
    }

    /// The connected peers as they are at this moment.
    ///
    /// @throws IOException if the node has failed or is closed
    public List<PeerView> peers() throws IOException {
        return peers.views();
    }

    /// How many peers are connected that dialled, or were dialled.
    public int peerCount(Direction direction) {
        return peers.count(direction);
    }

    /// Keeps a connection to one more peer, as long as the node runs or until [#leave].
    ///
    /// @return whether it was not dialled already
    /// @throws IOException if the node is closed
    public synchronized boolean dial(PeerAddress peer) throws IOException {
        Dialler present = diallers.get(peer);
        if (present != null && present.isWanted()) return false;
        if (present != null && present.resume()) {
            gate.remember(peer);
            return true;
        }
        Dialler dialler = new Dialler(peer, gate, peers, core, lookUps, stop);
        diallers.put(peer, dialler);
        threads.start("the dialler of " + peer, () -> {
            dialler.run();
            if (diallers.remove(peer, dialler)) gate.ended(peer);
        });
        return true;
    }

    /// Dials this peer no more. A connection that there is stays until it ends, and is the one that
    /// counts if the peer is dialled again before.
    public synchronized void leave(PeerAddress peer) {
        Dialler dialler = diallers.get(peer);
        if (dialler != null) dialler.abandon();
        gate.forget(peer);
    }

    /// Those who were [left][#leave] and are connected still, or were a moment ago.
    public Set<PeerAddress> left() {
        return diallers.entrySet().stream()
                .filter(entry -> !entry.getValue().isWanted())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Ends the connection to a peer that was left.
    public void hangUp(PeerAddress peer) {
        peers.hangUp(peer.toString());
    }

    /// Whom this node dials.
    public Set<PeerAddress> dialled() {
        return diallers.entrySet().stream()
                .filter(entry -> entry.getValue().isWanted())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Has somebody told how long each newest block took from joining the chain to
    /// being written to a peer.
    public void onRelayed(RelayListener listener) {
        core.relayClock().listener(listener);
    }

    /// The addresses that are banned at the moment, oldest ban first.
    public List<Ban> bans() {
        return gate.bans();
    }

    /// Lets an address in again before its ban ends.
    ///
    /// @param address as [#bans()] has it
    /// @return whether it was banned
    public boolean liftBan(String address) {
        return gate.lift(address);
    }

    /// Completed if the node cannot go on; never completed otherwise.
    public CompletableFuture<NodeFailure> failure() {
        return core.failStop().failure();
    }

    /// Ends the node, because a thread around it died that must live.
    ///
    /// @param role  names the thread in the sentence that the program ends with
    /// @param cause what it died of
    public void fail(String role, Throwable cause) {
        core.fail(NodeFailure.of("the thread of " + role, cause));
    }

    /// Offers a block mined here, for the tip alone.
    ///
    /// @return what became of it; nothing if the tip has moved on, and the
    ///     block must be mined again
    /// @throws IOException if the log failed, and with it the node
    public Optional<AddResult> submit(Block block) throws IOException {
        BlockRules.Verdict verdict = core.rules().prove(block);
        return switch (verdict) {
            case BlockRules.Proven proven -> core.submit(proven.block());
            case AddResult.Rejected rejected -> Optional.of(rejected);
        };
    }

    private void watchTime() {
        try {
            while (!stop.await(NetworkLimits.TICK)) {
                core.tick();
                peers.closeOverdue(System.nanoTime());
            }
        } catch (IOException e) {
            // The node has failed or was stopped, and has logged it.
        }
    }

    /// Blocks from peers are forced many at a time, and the last of them too when nothing follows.
    private void forceInGroups() {
        try {
            while (!stop.await(NetworkLimits.FORCE_INTERVAL)) {
                core.force();
                checkpointing.keep(System.nanoTime());
            }
        } catch (IOException e) {
            // The log has failed, which is logged, or a stop has closed it.
        }
    }

    /// What the start did not read of the log is read now, slowly.
    private void proveLog() {
        if (stop.await(NetworkLimits.PROOF_DELAY)) return;
        try {
            checkpointing.prove(() -> stop.await(NetworkLimits.PROOF_PAUSE));
        } catch (IOException e) {
            // The log is damaged, which is logged, or a stop has closed it.
        }
    }

    /// Stops listening, dialling and talking, forces the log and closes the chain.
    @Override
    public void close() throws IOException {
        stop.give();
        try (listener) {
            diallers.values().forEach(Dialler::abandon);
            peers.closeAll(CloseReason.NODE_STOPPED);
        } finally {
            threads.stop();
            lookUps.stop();
            // A thread that is not done by then finds the core closed.
            threads.awaitEnd(NetworkLimits.STOP_GRACE);
            core.close();
        }
    }
}
