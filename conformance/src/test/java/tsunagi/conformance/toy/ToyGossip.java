package tsunagi.conformance.toy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who hears of a block that joined the chain (4.1 to 4.3). Guarded by the node's lock.
final class ToyGossip {
    private final Trait trait;
    private final Set<String> relayed = new HashSet<>();

    ToyGossip(Trait trait) {
        this.trait = trait;
    }

    /// Sends blocks to every peer which they have not crossed to or from (4.1 to 4.3).
    void relay(List<ToyBlock> blocks, @Nullable ToyPeer from, List<ToyPeer> peers) {
        for (ToyBlock block : blocks) {
            if (trait.is(LateMutant.GOSSIPS_BLOCK_1_ONLY) && block.index() > 1) continue;
            if (trait.is(LateMutant.GOSSIPS_BLOCKS_1_AND_2_ONLY) && block.index() > 2) continue;
            if (trait.is(LateMutant.GOSSIPS_BLOCKS_1_TO_3_ONLY) && block.index() > 3) continue;
            byte[] frame = trait.is(Mutant.RELAYS_RAW) && from != null ? block.raw() : ToyWriter.frame(block, trait);
            boolean waits =
                    trait.is(Mutant.WAITS_FOR_THE_SLOWEST) && peers.stream().anyMatch(ToyGossip::isSlow);
            if (waits) continue;
            boolean first = relayed.add(block.hash());
            if (!first && trait.is(Mutant.RELAYS_ONCE_IN_ALL)) continue;
            int sent = 0;
            for (ToyPeer peer : List.copyOf(peers)) {
                boolean fresh = peer.crossed.add(block.hash());
                if (excluded(peer, from) || trait.passesOver(Reach.Task.RELAYS_TO, sent)) continue;
                if (blocks.size() > 1 && missesBranches(peer, from)) continue;
                if (fresh || repeats(peer, from)) {
                    peer.send(frame);
                    sent++;
                    if (twice(peer, from, sent) || twiceTo(peers)) peer.send(frame);
                }
            }
        }
    }

    /// @param place which of those that it is sent to
    private boolean twice(ToyPeer peer, @Nullable ToyPeer from, int place) {
        return trait.is(Mutant.RELAY_TWICE)
                || trait.is(LateMutant.RELAY_TWICE_TO, place - 1)
                || (trait.is(LateMutant.RELAY_TWICE_TO_DIALLED) && peer.outbound)
                || (trait.is(LateMutant.RELAY_TWICE_FROM_DIALLED) && from != null && from.outbound);
    }

    private boolean twiceTo(List<ToyPeer> peers) {
        return trait.is(LateMutant.RELAY_TWICE_WITHOUT_DIALLING)
                && peers.stream().noneMatch(peer -> peer.outbound);
    }

    private boolean repeats(ToyPeer peer, @Nullable ToyPeer from) {
        boolean again = trait.is(Mutant.RELAYS_DUPLICATES)
                || trait.is(Mutant.RELAYS_KNOWN_SIDE_BLOCKS)
                || trait.is(Mutant.RELAYS_LEFT_BLOCKS)
                || trait.is(Mutant.RELAYS_ORPHANS_TWICE)
                || trait.is(Mutant.FORGETS_WHAT_CROSSED)
                || trait.is(Mutant.SECOND_FORM_WINS);
        return trait.is(Mutant.ECHO_TO_SENDER) || (again && peer != from);
    }

    private boolean missesBranches(ToyPeer peer, @Nullable ToyPeer from) {
        return (trait.is(Mutant.BRANCHES_INBOUND_ONLY) && peer.outbound)
                || (trait.is(Mutant.BRANCH_NOT_TO_ITS_LAST_SENDER) && peer == from);
    }

    private boolean excluded(ToyPeer peer, @Nullable ToyPeer from) {
        boolean sameAddress = from != null && from.socket.getInetAddress().equals(peer.socket.getInetAddress());
        boolean samePort = from != null && from.socket.getPort() == peer.socket.getPort();
        return trait.is(Mutant.NO_RELAY)
                || (trait.is(Mutant.ONE_PEER_PER_PORT) && samePort)
                || (trait.is(Mutant.MINED_INBOUND_ONLY) && from == null && peer.outbound)
                || (trait.is(Mutant.LOSES_GOSSIP_DURING_ANSWERS) && isSlow(peer))
                || (trait.is(Mutant.ONE_PEER_PER_ADDRESS) && sameAddress)
                || (trait.is(StateMutant.FORGETS_A_PEER_THAT_IS_SILENT_FOR_20_S) && peer.isSilentFor(20))
                || (trait.is(Mutant.RELAYS_INBOUND_ONLY) && peer.outbound)
                || (trait.is(Mutant.RELAYS_OUTBOUND_ONLY) && !peer.outbound);
    }

    /// Few answers are enough: not all that it asked for have been made when a block comes.
    private static boolean isSlow(ToyPeer peer) {
        return peer.isBehind(2);
    }
}
