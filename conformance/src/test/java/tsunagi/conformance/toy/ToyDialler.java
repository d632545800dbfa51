package tsunagi.conformance.toy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Dials the peers that the node was told of, for as long as it runs (5.1, 5.2).
final class ToyDialler {
    private static final long AGAIN_MILLIS = 5_000;

    private final ToyNode node;
    private final Trait trait;

    ToyDialler(ToyNode node, Trait trait) {
        this.node = node;
        this.trait = trait;
    }

    void dial(List<String> addresses) {
        if (trait.is(Mutant.NEVER_DIALS)) return;
        List<String> dialled = IntStream.range(0, addresses.size())
                .filter(place -> !trait.passesOver(Reach.Task.DIALS, place))
                .mapToObj(addresses::get)
                .toList();
        if (trait.is(Mutant.DIALS_ONE_AFTER_ANOTHER)) {
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < dialled.size(); i++) keepDialling(dialled.get(i), i);
            });
            return;
        }
        for (int i = 0; i < dialled.size(); i++) {
            int place = i;
            Thread.ofPlatform().daemon().stackSize(16 << 20).start(() -> keepDialling(dialled.get(place), place));
        }
    }

    /// What no correct node does: dial a peer that dialled it.
    void dialBack(ToyPeer peer, long afterMillis) {
        InetSocketAddress there = (InetSocketAddress) peer.socket.getRemoteSocketAddress();
        Thread.ofPlatform().daemon().stackSize(16 << 20).start(() -> {
            try {
                if (node.awaitEnd(afterMillis)) return;
                node.serve(node.dialled(new Socket(there.getAddress(), there.getPort()), 0, 0));
            } catch (IOException | InterruptedException e) {
                // Nobody listens there.
            }
        });
    }

    private void keepDialling(String address, int place) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        int connections = 0;
        int refusals = 0;
        int refused = 0;
        long firstRefusal = System.nanoTime();
        while (node.ended() == null) {
            try {
                ToyPeer peer = node.dialled(new Socket(host, port), place, connections);
                connections++;
                refused = refusals;
                refusals = 0;
                if (!trait.is(Mutant.DEAF_ON_OUTBOUND)) node.serve(peer);
                else if (node.awaitEnd(60_000)) return;
                if (isLast(connections, place)) return;
            } catch (IOException e) {
                refused = 0;
                if (refusals++ == 0) firstRefusal = System.nanoTime();
                boolean forLong = System.nanoTime() - firstRefusal > TimeUnit.SECONDS.toNanos(30);
                if (forLong && trait.is(StateMutant.GIVES_UP_AFTER_30_S)) return;
                if (givesUp(refusals, connections)) return;
            } catch (InterruptedException e) {
                return;
            }
            if (!pause(refused, connections)) return;
            if (connections > 0 && trait.is(StateMutant.DIALS_TWICE_AFTER_A_LOSS))
                dialBeside(host, port, place, connections);
        }
    }

    /// What no correct node does: have two connections to one peer.
    private void dialBeside(String host, int port, int place, int connections) {
        Thread.ofPlatform().daemon().stackSize(16 << 20).start(() -> {
            try {
                node.serve(node.dialled(new Socket(host, port), place, connections));
            } catch (IOException e) {
                // Nobody listens there.
            }
        });
    }

    private boolean isLast(int connections, int place) {
        return trait.is(Mutant.DIALS_ONCE)
                || (trait.is(Mutant.DIALS_FIRST_AGAIN) && place > 0)
                || (trait.is(Mutant.DIALS_AGAIN_ONCE) && connections == 2)
                || (trait.is(Mutant.DIALS_AGAIN_TWICE) && connections == 3);
    }

    private boolean givesUp(int refusals, int connections) {
        return trait.is(Mutant.GIVES_UP_WHEN_REFUSED)
                || (trait.is(Mutant.GIVES_UP_AT_SECOND_REFUSAL) && refusals == 2)
                || (trait.is(Mutant.GIVES_UP_WHEN_REFUSED_LATER) && connections > 0);
    }

    /// @param refused     how often it was refused before the connection that it has lost
    /// @param connections how many there have been
    private boolean pause(int refused, int connections) {
        try {
            boolean tired = trait.is(StateMutant.WAITS_20_S_AFTER_THE_4TH_LOSS) && connections >= 4;
            boolean slow = trait.is(StateMutant.KEEPS_ITS_LONG_WAIT) && refused >= 3;
            if (slow || tired) return !node.awaitEnd(4 * AGAIN_MILLIS);
            return !node.awaitEnd(trait.is(Mutant.DIALS_AGAIN_AT_ONCE) ? 10 : AGAIN_MILLIS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
