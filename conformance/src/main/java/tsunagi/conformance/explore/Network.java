package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.WireBlock;

/// Several nodes that are linked, and what is done to them, one thing after another.
///
/// @param dials for each node, those before it that it dials
/// @param moves in their order; those that can't happen any more are left out when it is played
record Network(long seed, List<List<Integer>> dials, List<Move> moves) implements Drawn {
    private static final int FEWEST_NODES = 2;

    Network {
        dials = dials.stream().map(List::copyOf).toList();
        moves = List.copyOf(moves);
    }

    Network named(long other) {
        return new Network(other, dials, moves);
    }

    @Override
    public @Nullable String transcript(Scope scope) {
        return NetworkTranscript.of(this, scope);
    }

    @Override
    public int weight() {
        int weight = 5 * dials.size();
        for (List<Integer> links : dials) weight += links.size();
        for (Move move : moves)
            weight += move instanceof Move.Give give ? 3 + 2 * give.blocks().size() : 3;
        return weight;
    }

    /// Many moves, a node, single moves, blocks.
    @Override
    public List<Drawn> shorter() {
        List<Drawn> shorter = new ArrayList<>();
        for (int size = moves.size() / 2; size > 1; size /= 2) shorter.addAll(without(size));
        if (dials.size() > FEWEST_NODES) shorter.add(new Network(seed, dials.subList(0, dials.size() - 1), moves));
        shorter.addAll(without(1));
        for (int at = 0; at < moves.size(); at++) {
            if (!(moves.get(at) instanceof Move.Give give)) continue;
            for (int fewer = 1; fewer < give.blocks().size(); fewer *= 2) {
                List<WireBlock> left = give.blocks().subList(0, give.blocks().size() - fewer);
                List<Move> others = new ArrayList<>(moves);
                others.set(at, new Move.Give(give.peer(), left));
                shorter.add(new Network(seed, dials, others));
            }
        }
        return shorter;
    }

    private List<Network> without(int size) {
        return Drawn.without(size, moves).stream()
                .map(left -> new Network(seed, dials, left))
                .toList();
    }
}
