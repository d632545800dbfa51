package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Whom an orphan makes the toy ask for its chain, and when (3.7). Guarded by the node's lock.
final class ToyQuestions {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long AGAIN_NANOS = 5 * SECOND_NANOS;
    private static final long BY_ITSELF_MILLIS = 500;

    /// From three times on.
    private static final List<StateMutant> ASKS_AT_MOST =
            List.of(StateMutant.ASKS_THREE_TIMES, StateMutant.ASKS_FOUR_TIMES, StateMutant.ASKS_FIVE_TIMES);

    private final Trait trait;

    ToyQuestions(Trait trait) {
        this.trait = trait;
    }

    /// @param from the peer that sent the orphan
    void ask(ToyPeer from, List<ToyPeer> peers) {
        if (trait.is(Mutant.ASKS_THOSE_WHO_DIALLED) && from.outbound) return;
        long now = System.nanoTime();
        for (ToyPeer peer : asked(from, peers)) {
            boolean later = trait.is(StateMutant.ASKS_LATER_EACH_TIME);
            long wait = later ? AGAIN_NANOS * peer.asked : againNanos();
            boolean soon = peer.askedAt != Long.MIN_VALUE && now - peer.askedAt < wait;
            int bound = trait.place(ASKS_AT_MOST);
            if (bound > 0 && peer.asked == bound + 2) continue;
            boolean fourth = ++peer.orphans % 4 == 0 && trait.is(Mutant.ASKS_AT_EVERY_FOURTH_ORPHAN);
            if (soon && !fourth) continue;
            peer.askedAt = now;
            peer.asked++;
            peer.send(request());
            if (trait.is(Mutant.ASKS_BY_ITSELF_AGAIN)) askLater(peer);
        }
    }

    private List<ToyPeer> asked(ToyPeer from, List<ToyPeer> peers) {
        if (trait.is(Mutant.ASKS_EVERYONE)) return peers;
        return List.of(trait.is(Mutant.ASKS_THE_FIRST_PEER) && !peers.isEmpty() ? peers.getFirst() : from);
    }

    private long againNanos() {
        if (trait.is(Mutant.ASKS_FOR_EACH_ORPHAN)) return 0;
        if (trait.is(Mutant.ASKS_EVERY_SECOND)) return SECOND_NANOS;
        if (trait.is(Mutant.ASKS_EVERY_THREE_SECONDS)) return 3 * SECOND_NANOS;
        return trait.is(Mutant.ASKS_FOR_ONE_ORPHAN) ? Long.MAX_VALUE : AGAIN_NANOS;
    }

    private static void askLater(ToyPeer peer) {
        CompletableFuture.delayedExecutor(BY_ITSELF_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> peer.send(request()));
    }

    private static byte[] request() {
        return "GET_CHAIN\n".getBytes(UTF_8);
    }
}
