package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a toy with a [Frailty] does to its connections, and when it relays.
final class ToyFrailty {
    private static final int MOST_IN_A_FRAME = 4096;

    private final ToyNode node;
    private final ToyGossip gossip;
    private final Trait trait;
    private int relays;
    /// Guarded by the node's lock.
    private boolean isMining;

    ToyFrailty(ToyNode node, ToyGossip gossip, Trait trait) {
        this.node = node;
        this.gossip = gossip;
        this.trait = trait;
    }

    void begin() {
        if (trait.is(Frailty.STARTS_WITH_A_BLOCK)) node.mine("of its own");
        boolean isFrail = trait.is(Frailty.CLOSES_ALL_EVERY_3_S) || trait.is(Frailty.FREEZES_FOR_8_S);
        if (isFrail) Thread.ofPlatform().daemon().start(this::failAgainAndAgain);
    }

    private void failAgainAndAgain() {
        try {
            while (!node.awaitEnd(3_000)) {
                if (trait.is(Frailty.CLOSES_ALL_EVERY_3_S)) {
                    node.closeAll();
                    continue;
                }
                node.pause(true);
                node.awaitEnd(8_000);
                node.pause(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Relays in its own way. False if it is left to the node. Guarded by the node's lock.
    boolean relay(List<ToyBlock> joined, @Nullable ToyPeer from, List<ToyPeer> peers) {
        List<ToyPeer> others = peers.stream().filter(peer -> peer != from).toList();
        if (trait.is(Frailty.BREAKS_OFF_EVERY_SECOND_RELAY) && ++relays % 2 == 0) {
            others.forEach(peer -> breakOff(peer, joined));
            return true;
        }
        boolean minesMore = trait.is(Frailty.MINES_BY_ITSELF) || (trait.is(Frailty.MINES_LINES_TWICE) && from == null);
        if (minesMore && !isMining) {
            String line = from == null ? joined.getLast().data() : "of its own";
            ForkJoinPool.commonPool().execute(() -> mineOnce(line));
        }
        if (trait.is(Frailty.RELAYS_LONG_LINES)) {
            byte[] line = new byte[MOST_IN_A_FRAME + 1];
            Arrays.fill(line, (byte) 'x');
            line[MOST_IN_A_FRAME] = '\n';
            others.forEach(peer -> peer.send(line));
            return false;
        }
        if (trait.is(Frailty.RELAYS_AFTER_3000_LINES)) {
            others.forEach(peer -> peer.send("no frame\n".repeat(3_000).getBytes(UTF_8)));
            return false;
        }
        int millis = trait.is(Frailty.RELAYS_AFTER_8_S) ? 8_000 : trait.is(Frailty.RELAYS_AFTER_4800_MS) ? 4_800 : 0;
        if (millis == 0) return false;
        List<ToyPeer> then = List.copyOf(peers);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
            synchronized (node) {
                gossip.relay(joined, from, then);
            }
        });
        return true;
    }

    private void mineOnce(String line) {
        synchronized (node) {
            if (isMining) return;
            isMining = true;
            node.mine(line);
        }
    }

    private void breakOff(ToyPeer peer, List<ToyBlock> joined) {
        for (ToyBlock block : joined) {
            byte[] frame = ToyWriter.frame(block, trait);
            peer.send(Arrays.copyOf(frame, frame.length / 2));
        }
        peer.close();
    }
}
