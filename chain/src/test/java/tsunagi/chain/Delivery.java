package tsunagi.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// A random tree of blocks, and the order in which it reaches a node.
///
/// @param tree  every block that takes part, parents before children
/// @param steps what happens, one after another
record Delivery(List<Block> tree, List<Step> steps) {
    private static final int MAX_BLOCKS = 25;

    sealed interface Step permits Arrival, Restart {}

    record Arrival(Block block) implements Step {}

    /// The node stops and starts again on what it has on disk.
    record Restart() implements Step {}

    /// How one block of a tree hangs on the earlier ones.
    ///
    /// @param back       its parent is so many blocks before it; genesis, if there are not so many
    /// @param misnumbers by how much its index is wrong
    private record Shape(int back, int misnumbers) {}

    /// Trees in which a few branches race, for most blocks hang on one of the last few.
    static Arbitrary<Delivery> arbitrary() {
        Arbitrary<Integer> back = Arbitraries.frequency(
                Tuple.of(6, 1), Tuple.of(3, 2), Tuple.of(3, 3), Tuple.of(1, 5), Tuple.of(1, MAX_BLOCKS));
        Arbitrary<Integer> misnumbers = Arbitraries.frequency(Tuple.of(30, 0), Tuple.of(1, 1), Tuple.of(1, 3));
        Arbitrary<List<Shape>> shapes = Combinators.combine(back, misnumbers)
                .as(Shape::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MAX_BLOCKS);
        return shapes.flatMap(tree -> {
            List<Integer> blocks = IntStream.range(0, tree.size()).boxed().toList();
            // −1 is a restart, −2 − n the second form of block n.
            Arbitrary<List<Integer>> extras = Arbitraries.integers()
                    .between(-1 - tree.size(), tree.size() - 1)
                    .list()
                    .ofMaxSize(tree.size());
            return extras.map(more ->
                            Stream.concat(blocks.stream(), more.stream()).toList())
                    .flatMap(Delivery::disordered)
                    .map(order -> of(tree, order));
        });
    }

    /// From nearly in order, where branches grow and race, to quite at random, where most blocks
    /// wait for others.
    private static Arbitrary<List<Integer>> disordered(List<Integer> codes) {
        return Arbitraries.of(2, 6, MAX_BLOCKS, 1000)
                .flatMap(spread -> Arbitraries.integers()
                        .between(0, spread)
                        .list()
                        .ofSize(codes.size())
                        .map(delays -> IntStream.range(0, codes.size())
                                .boxed()
                                .sorted(Comparator.comparingInt(i -> i % MAX_BLOCKS + delays.get(i)))
                                .map(codes::get)
                                .toList()));
    }

    private static Delivery of(List<Shape> shapes, List<Integer> order) {
        List<Block> tree = grow(shapes);
        List<Step> steps = new ArrayList<>();
        for (int code : order) {
            if (code >= 0) steps.add(new Arrival(tree.get(code)));
            else if (code == -1) steps.add(new Restart());
            else steps.add(new Arrival(Branches.malleated(tree.get(-2 - code))));
        }
        return new Delivery(tree, List.copyOf(steps));
    }

    private static List<Block> grow(List<Shape> shapes) {
        List<Block> tree = new ArrayList<>();
        for (Shape shape : shapes) {
            int parentAt = tree.size() - shape.back();
            Block parent = parentAt < 0 ? Branches.FREE.genesis() : tree.get(parentAt);
            // The number makes siblings differ, and the sender gives each block a second form.
            Block block = Branches.FREE.childWith(parent, new Transaction("sender" + tree.size(), "", 1));
            tree.add(shape.misnumbers() == 0 ? block : misnumbered(block, shape.misnumbers()));
        }
        return List.copyOf(tree);
    }

    private static Block misnumbered(Block block, int by) {
        return Branches.FREE.mined(new Block(
                block.index() + by,
                block.timestamp(),
                0,
                block.data(),
                block.prevHash(),
                block.hash(),
                block.transactions()));
    }

    /// Short enough to follow with a pencil: `b2 on b0` is a tree's edge, `b2'` a second form.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Block block : tree) {
            out.append(name(block)).append(" (index ").append(block.index()).append(") on ");
            out.append(tree.stream()
                    .filter(parent -> parent.hash().equals(block.prevHash()))
                    .findFirst()
                    .map(this::name)
                    .orElse("genesis"));
            out.append('\n');
        }
        for (Step step : steps) {
            out.append(step instanceof Arrival arrival ? name(arrival.block()) : "restart")
                    .append(' ');
        }
        return out.toString();
    }

    private String name(Block block) {
        for (int i = 0; i < tree.size(); i++) {
            if (tree.get(i).equals(block)) return "b" + i;
            if (tree.get(i).hash().equals(block.hash())) return "b" + i + "'";
        }
        return "?";
    }
}
