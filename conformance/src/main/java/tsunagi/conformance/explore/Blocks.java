package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// Draws blocks that carry work: on the tip, anywhere in the tree, and malleable twins.
final class Blocks {
    /// Times that are all alike to a node (3.4).
    private static final List<Long> TIMES =
            List.of(0L, 1L, 1_672_531_199L, 1_784_000_000L, 4_294_967_296L, 9_007_199_254_740_993L, Long.MAX_VALUE);

    /// In an order that does not depend on how a map keeps them.
    static final Comparator<BlockTree.Entry> ORDER =
            Comparator.comparingLong(BlockTree.Entry::index).thenComparing(BlockTree.Entry::key);

    private final Draw draw;
    private final Texts texts;
    private final Model model;

    Blocks(Draw draw, Model model) {
        this.draw = draw;
        this.texts = new Texts(draw);
        this.model = model;
    }

    /// A new block, if the tip is one whose hash is known; else one on the
    /// highest block of that kind.
    WireBlock onTip() {
        return mined(draft(model.tree().tip()));
    }

    WireBlock mined(WireBlock draft) {
        WireBlock block = draw.oneIn(8) ? Mint.minedByTime(draft) : Mint.mined(draft);
        return block.canonicalFrame().size() <= Frames.MAX_BYTES ? block : Mint.mined(small(draft));
    }

    private static WireBlock small(WireBlock draft) {
        return new WireBlock(draft.index(), draft.timestamp(), 0, "", draft.prevHash(), draft.hash(), List.of());
    }

    WireBlock draft(String parent) {
        BlockTree.Entry under = model.tree().entry(parent);
        while (under.block() == null && !under.key().equals(BlockTree.GENESIS))
            under = model.tree().entry(under.parent());
        return draft(under.key(), under.index());
    }

    WireBlock draft(String parentHash, long parentIndex) {
        List<Payment> payments = new ArrayList<>();
        for (int more = draw.oneIn(3) ? draw.between(1, 4) : 0; more > 0; more--) payments.add(payment());
        String data = draw.oneIn(3) ? texts.any() : texts.plain();
        long time =
                draw.oneIn(3) ? draw.of(TIMES.subList(0, TIMES.size() - 1)) : 1_784_000_000L + draw.below(1_000_000);
        long nonce = draw.oneIn(12) ? draw.of(List.of(4_294_967_290L, 9_007_199_254_740_990L, 1L << 62)) : 0;
        return new WireBlock(parentIndex + 1, time, nonce, data, parentHash, parentHash, payments);
    }

    private Payment payment() {
        long amount = draw.oneIn(3) ? draw.of(List.of(0L, 9_007_199_254_740_993L, Long.MAX_VALUE)) : draw.below(1000);
        return new Payment(draw.oneIn(2) ? texts.plain() : texts.any(), texts.plain(), amount);
    }

    /// Another block with the same hash, if its first transaction has a
    /// sender to take a letter from.
    static WireBlock twin(WireBlock block) {
        if (block.payments().isEmpty()) return block;
        Payment first = block.payments().getFirst();
        int letters = first.sender().codePointCount(0, first.sender().length());
        if (letters == 0) return block;
        int at = first.sender().offsetByCodePoints(0, letters - 1);
        List<Payment> moved = new ArrayList<>(block.payments());
        moved.set(
                0,
                new Payment(
                        first.sender().substring(0, at),
                        first.sender().substring(at) + first.receiver(),
                        first.amount()));
        return new WireBlock(
                block.index(), block.timestamp(), block.nonce(), block.data(), block.prevHash(), block.hash(), moved);
    }

    /// The ends of the branches that lie off the chain.
    List<BlockTree.Entry> endsBeside() {
        List<BlockTree.Entry> all = model.tree().all();
        Set<String> parents = all.stream().map(BlockTree.Entry::parent).collect(Collectors.toSet());
        return all.stream()
                .filter(one -> one.block() != null && !parents.contains(one.key()))
                .filter(one -> !one.key().equals(model.tree().tip()))
                .sorted(ORDER)
                .toList();
    }

    WireBlock anywhere() {
        List<BlockTree.Entry> known = model.tree().all().stream()
                .filter(one -> one.block() != null || one.key().equals(BlockTree.GENESIS))
                .sorted(ORDER)
                .toList();
        // Near the tip more often, so that branches meet.
        int from = draw.oneIn(2) ? Math.max(0, known.size() - 4) : 0;
        return mined(draft(known.get(draw.between(from, known.size() - 1)).key()));
    }
}
