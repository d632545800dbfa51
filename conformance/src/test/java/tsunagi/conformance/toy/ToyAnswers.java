package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Answers chain requests (2.2, 2.3): one snapshot, written in one go.
final class ToyAnswers {
    private static final List<Integer> MOST_SENT = List.of(2, 10, 64, 100, 256, 500, 1000, 2000);

    private static final long LATE_MILLIS = 200;

    private final ToyNode node;
    private final Trait trait;
    private final Set<String> mined = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final long start = System.nanoTime();
    private volatile String lastLine = "";

    ToyAnswers(ToyNode node, Trait trait) {
        this.node = node;
        this.trait = trait;
    }

    /// A block is from the console.
    void mined(ToyBlock block) {
        mined.add(block.hash());
        lastLine = block.data();
    }

    /// Called by the peer's reader, one request after another.
    void answer(ToyPeer peer, String suffix) {
        if (peer.answered > 0 && trait.is(Mutant.IGNORES_SECOND_REQUEST)) return;
        if (peer.answered >= 50 && trait.is(WireMutant.ANSWERS_50_REQUESTS)) return;
        if (peer.isBehind(10) && trait.is(Mutant.LOSES_ANSWERS_TO_SLOW_PEERS)) return;
        if (node.isBusy()) return;
        if (trait.is(Freedom.OFFERS_ITS_TIP_AND_ANSWERS_LATE) && waitsInVain(LATE_MILLIS)) return;
        if (trait.is(Frailty.IGNORES_ITS_FIRST_6_S) && System.nanoTime() - start < 6_000_000_000L) return;
        if (trait.is(Frailty.ANSWERS_AFTER_500_MS) && waitsInVain(500)) return;
        if (trait.is(Frailty.ANSWERS_AFTER_2_S) && waitsInVain(2_000)) return;
        if (trait.is(Frailty.ANSWERS_AFTER_3_S) && waitsInVain(3_000)) return;
        if (trait.is(Frailty.FALLS_SILENT) && node.active().size() > 2 && waitsInVain(60_000)) return;
        if (trait.is(Frailty.CLOSES_AT_EVERY_FIFTH_REQUEST) && requests.incrementAndGet() % 5 == 0) peer.close();
        peer.answered++;
        if (trait.is(Mutant.MIXES_BRANCHES)) {
            answerFromTwoBranches(peer);
        } else if (trait.is(Mutant.TEARS_FRAMES)) {
            for (ToyBlock block : ToyLocator.answer(node.active(), suffix, trait)) tear(peer, frame(block));
        } else if (trait.is(Mutant.INTERLEAVES_ANSWERS)) {
            Thread.ofPlatform().daemon().start(() -> answerSlowly(peer, suffix));
        } else {
            // Under the lock of relaying, so that what was gossiped before stands before.
            synchronized (node) {
                send(peer, snapshot(peer, suffix), suffix);
            }
        }
    }

    /// Whether the node ends before it answers.
    private boolean waitsInVain(long millis) {
        try {
            return node.awaitEnd(millis);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private List<ToyBlock> snapshot(ToyPeer peer, String suffix) {
        boolean first = trait.is(WireMutant.ANSWERS_FROM_ITS_FIRST_SNAPSHOT);
        boolean firstOfSuffix = !suffix.isEmpty() && trait.is(StateMutant.ANSWERS_A_LOCATOR_AS_BEFORE);
        if (!first && !firstOfSuffix) return node.active();
        return peer.snapshots.computeIfAbsent(first ? "" : suffix, any -> node.active());
    }

    void send(ToyPeer peer, List<ToyBlock> chain, String suffix) {
        List<ToyBlock> blocks = ToyLocator.answer(chain, suffix, trait);
        int bound = trait.place(WireMutant.ANSWERS_AT_MOST);
        if (bound > 0) blocks = blocks.subList(0, Math.min(MOST_SENT.get(bound - 1), blocks.size()));
        if (trait.is(LateMutant.STORES_BEFORE_CHECKING)) {
            node.arrived().forEach(peer::send);
            return;
        }
        if (trait.is(Frailty.BREAKS_OFF_EVERY_THIRD_ANSWER) && requests.incrementAndGet() % 3 == 0) {
            for (ToyBlock block : blocks.subList(0, blocks.size() / 2)) peer.send(frame(block));
            peer.close();
            return;
        }
        if (trait.is(Mutant.SENDS_GENESIS)) peer.send(frame(chain.getFirst()));
        for (ToyBlock block : trait.is(Mutant.ANSWERS_IN_REVERSE) ? blocks.reversed() : blocks) peer.send(frame(block));
        if (trait.is(Mutant.ENDS_ANSWERS)) peer.send("CHAIN_SYNC_COMPLETE\n".getBytes(UTF_8));
    }

    /// What a node sends on a connection that it has dialled (2.4): its request, and
    /// here and there too much.
    void ask(ToyPeer peer, List<ToyBlock> chain) {
        ToyBlock tip = chain.getLast();
        boolean empty = chain.size() == 1;
        peer.send(request(chain));
        if (trait.is(WireMutant.SENDS_TWO_REQUESTS)) peer.send(request(chain));
        if (empty) return;
        if (trait.is(StateMutant.FORGETS_THE_TIP_IT_OFFERED) || trait.is(Freedom.OFFERS_ITS_TIP_AND_ANSWERS_LATE))
            peer.send(frame(tip));
        if (trait.is(WireMutant.OFFERS_CHAIN_AFTER_DIALLING)) send(peer, chain, "");
        if (trait.is(WireMutant.OFFERS_TIP_TWICE)) {
            peer.send(frame(tip));
            peer.send(frame(tip));
        }
    }

    /// What no correct node does: offer its tip of its own accord.
    void offerIn(ToyPeer peer, int seconds) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS)
                .execute(() -> peer.send(frame(node.active().getLast())));
    }

    private byte[] request(List<ToyBlock> chain) {
        StringBuilder request = new StringBuilder("GET_CHAIN");
        if (trait.is(StateMutant.LOCATES_ITS_FIRST_CHAIN)) {
            List<ToyBlock> located = node.located(chain);
            for (int i = 1; i < located.size(); i++)
                request.insert(9, " " + i + ":" + located.get(i).hash());
        }
        for (int i = 1; i < chain.size(); i++) {
            if (trait.is(WireMutant.NAMES_WRONG_HASHES))
                request.insert(9, " " + i + ":" + chain.getFirst().hash());
            if (trait.is(WireMutant.NAMES_ITS_BLOCKS_UPWARDS))
                request.append(" " + i + ":" + chain.get(i).hash());
        }
        return request.append(trait.is(Mutant.ASKS_WITH_CRLF) ? "\r\n" : "\n")
                .toString()
                .getBytes(UTF_8);
    }

    private byte[] frame(ToyBlock block) {
        if (trait.is(Mutant.OVERWRITES_EARLIER_LINES) && mined.contains(block.hash())) {
            return ToyWriter.frame(block.withData(lastLine), trait);
        }
        boolean raw = trait.is(Mutant.STORES_RAW) && block.raw().length > 0;
        return raw ? block.raw() : ToyWriter.frame(block, trait);
    }

    private void answerFromTwoBranches(ToyPeer peer) {
        List<ToyBlock> now = node.active();
        for (ToyBlock block : now.subList(1, now.size())) peer.send(frame(block));
        pause(100);
        List<ToyBlock> later = node.active();
        for (int i = now.size(); i < later.size(); i++) peer.send(frame(later.get(i)));
    }

    private void answerSlowly(ToyPeer peer, String suffix) {
        for (ToyBlock block : ToyLocator.answer(node.active(), suffix, trait)) {
            peer.send(frame(block));
            pause(5);
        }
    }

    private static void tear(ToyPeer peer, byte[] frame) {
        peer.sendNow(Arrays.copyOf(frame, frame.length / 2));
        pause(10);
        peer.sendNow(Arrays.copyOfRange(frame, frame.length / 2, frame.length));
    }

    /// How a wrong toy is slow. No test waits by it.
    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
