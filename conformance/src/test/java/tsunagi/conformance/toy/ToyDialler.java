package tsunagi.conformance.toy;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

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
        List<String> dialled = addresses.stream()
                .limit(trait.is(Mutant.DIALS_FIRST_ONLY) ? 1 : trait.is(Mutant.DIALS_TWO) ? 2 : addresses.size())
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

    private void keepDialling(String address, int place) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        boolean again = false;
        while (node.ended() == null) {
            try {
                ToyPeer peer = node.dialled(new Socket(host, port), place, again);
                again = true;
                if (!trait.is(Mutant.DEAF_ON_OUTBOUND)) node.serve(peer);
                else Thread.sleep(60_000);
                if (trait.is(Mutant.DIALS_ONCE) || (trait.is(Mutant.DIALS_FIRST_AGAIN) && place > 0)) return;
            } catch (IOException e) {
                if (trait.is(Mutant.GIVES_UP_WHEN_REFUSED)) return;
            } catch (InterruptedException e) {
                return;
            }
            if (!pause()) return;
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(trait.is(Mutant.DIALS_AGAIN_AT_ONCE) ? 10 : AGAIN_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
