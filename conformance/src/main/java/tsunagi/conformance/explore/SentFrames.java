package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Draws the frames that a peer sends: blocks on the tip and on branches, orphans and their
/// parents, frames that have to be dropped, and requests.
final class SentFrames {
    /// Far fewer than the 128 orphans that a node keeps (3.7), so that none may be lost.
    private static final int MAX_ORPHANS = 20;

    /// With those that wait already, fewer than 128.
    private static final int CROWD = 100;

    /// How far below the tip a branch that wins may begin.
    private static final int MAX_BRANCH = 40;

    private static final Octets GET_CHAIN = Octets.of(Frames.GET_CHAIN);

    private final Draw draw;
    private final Model model;
    private final Scope scope;
    private final Blocks blocks;
    private final OtherFrames others;
    /// Blocks that were mined and are not sent yet: parents of orphans.
    private final List<WireBlock> withheld = new ArrayList<>();
    /// How often an unusual form is drawn in this exchange: one in so many.
    private final int lenient;
    private final int damaged;
    private boolean tipIsUnknown;

    SentFrames(Draw draw, Model model, Scope scope) {
        this.draw = draw;
        this.model = model;
        this.scope = scope;
        this.blocks = new Blocks(draw, model);
        this.others = new OtherFrames(draw, model);
        this.lenient = draw.of(List.of(2, 3, 20));
        this.damaged = draw.of(List.of(1, 2, 6));
    }

    /// The node has mined a block, and only it knows the hash.
    void tipIsUnknown() {
        tipIsUnknown = true;
    }

    /// The node has ended and was started again. Orphans may be lost, so their
    /// parents are not sent any more.
    void restarted() {
        withheld.clear();
    }

    Octets blockOnTip() {
        return blocks.onTip().canonicalFrame();
    }

    List<Octets> onTip() {
        return List.of(canExtend() ? spelled(blocks.onTip()) : GET_CHAIN);
    }

    List<Octets> request() {
        return List.of(draw.oneIn(3) ? others.request() : GET_CHAIN);
    }

    /// Of any kind; none, one or several that belong together.
    List<Octets> any() {
        int choice = draw.below(20);
        if (choice < 6) return onTip();
        if (choice < 8) return List.of(others.request());
        if (choice < 10) return List.of(draw.oneIn(2) ? GET_CHAIN : others.noise());
        if (choice < 14)
            return draw.oneIn(damaged)
                    ? List.of(Damage.frame(draw, blocks.draft(model.tree().tip())))
                    : List.of();
        if (choice < 15) return flawed();
        if (choice < 16) return again();
        if (scope.hasForks()) return branches();
        return canExtend() ? List.of(spelled(blocks.onTip())) : List.of(others.noise());
    }

    boolean hasForks() {
        return scope.hasForks();
    }

    /// Whether a new block stays in scope: on a block that the node has mined, whose hash
    /// nobody knows, there is none.
    boolean canExtend() {
        return scope.hasForks() || !tipIsUnknown;
    }

    private Octets spelled(WireBlock block) {
        return draw.oneIn(lenient) ? Spelling.frame(draw, block) : block.canonicalFrame();
    }

    private List<Octets> flawed() {
        List<BlockTree.Entry> others = model.tree().all().stream()
                .filter(one -> one.block() != null)
                .sorted(Blocks.ORDER)
                .toList();
        if (others.isEmpty()) return List.of();
        WireBlock other = draw.of(others).block();
        if (other == null) return List.of();
        WireBlock flawed = Flaws.block(draw, blocks.draft(model.tree().tip()), other, scope);
        Octets canonical = flawed.canonicalFrame();
        if (canonical.size() <= Frames.MAX_BYTES) return List.of(spelled(flawed));
        String text = new String(canonical.toArray(), StandardCharsets.UTF_8);
        return List.of(Octets.utf8(text.replace(",\"transactions\":[]", "")));
    }

    /// A block that is known already, in some form, or its malleable twin (7).
    private List<Octets> again() {
        List<WireBlock> known = new ArrayList<>();
        model.tree().all().stream().sorted(Blocks.ORDER).forEach(one -> {
            if (one.block() != null) known.add(one.block());
        });
        model.waiting().forEach(one -> {
            if (one.block() != null) known.add(one.block());
        });
        if (known.isEmpty()) return List.of();
        WireBlock block = draw.of(known);
        return List.of(scope.hasForks() && draw.oneIn(2) ? spelled(Blocks.twin(block)) : spelled(block));
    }

    /// Blocks that are not on the tip: side branches, branches that win, and orphans with
    /// and without their parents.
    private List<Octets> branches() {
        return switch (draw.below(6)) {
            case 0, 1 -> branch();
            case 2 -> winning();
            case 3 -> orphan();
            case 4 -> returning();
            default -> parent();
        };
    }

    private List<Octets> branch() {
        return List.of(spelled(blocks.anywhere()));
    }

    /// A branch from some block on that gets longer than the chain, or as long.
    List<Octets> winning() {
        WireBlock first = blocks.anywhere();
        int length = model.tree().active().size() + draw.below(2);
        if (length - first.index() > MAX_BRANCH) return branch();
        List<Octets> frames = grown(first, length);
        // The last one first: it waits until the others are there.
        if (frames.size() > 1 && draw.oneIn(3)) frames.addFirst(frames.removeLast());
        return frames;
    }

    /// A branch that lies off the chain is taken up at its end, and gets longer than the chain.
    List<Octets> returning() {
        List<BlockTree.Entry> ends = blocks.endsBeside();
        if (ends.isEmpty()) return winning();
        BlockTree.Entry end = draw.of(ends);
        int length = model.tree().active().size() + 1;
        if (length - end.index() > MAX_BRANCH) return branch();
        return grown(blocks.mined(blocks.draft(end.key(), end.index())), length);
    }

    /// A branch that gets longer than the chain and leaves most of it.
    List<Octets> deep() {
        List<BlockTree.Entry> first = model.tree().all().stream()
                .filter(one ->
                        one.index() < 3 && (one.block() != null || one.key().equals(BlockTree.GENESIS)))
                .sorted(Blocks.ORDER)
                .toList();
        BlockTree.Entry from = draw.of(first);
        WireBlock next = blocks.mined(blocks.draft(from.key(), from.index()));
        return grown(next, model.tree().active().size());
    }

    /// The blocks of a branch as orphans in any order, and then the first of them.
    List<Octets> crowd() {
        WireBlock first = blocks.anywhere();
        List<Octets> frames = grown(first, (int) first.index() + draw.between(CROWD - 20, CROWD));
        Octets root = frames.removeFirst();
        draw.shuffle(frames);
        frames.add(root);
        return frames;
    }

    /// What is dropped, of any kind.
    List<Octets> noise() {
        return List.of(others.noise());
    }

    /// A block that is known already, as it was sent.
    List<Octets> known() {
        List<WireBlock> known = model.tree().all().stream()
                .sorted(Blocks.ORDER)
                .map(BlockTree.Entry::block)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty() ? List.of() : List.of(draw.of(known).canonicalFrame());
    }

    /// A block, and blocks on it up to a length.
    private List<Octets> grown(WireBlock first, int length) {
        List<Octets> frames = new ArrayList<>(List.of(spelled(first)));
        for (WireBlock at = first; at.index() < length; ) {
            at = blocks.mined(blocks.draft(at.hash(), at.index()));
            frames.add(spelled(at));
        }
        return frames;
    }

    private List<Octets> orphan() {
        if (model.waiting().size() >= MAX_ORPHANS) return List.of();
        WireBlock parent = withheld.isEmpty() || draw.oneIn(2) ? blocks.anywhere() : draw.of(withheld);
        if (!withheld.contains(parent)) withheld.add(parent);
        if (draw.oneIn(5)) {
            // No block: seen only when its parent comes (3.7).
            long wrong = draw.of(List.of(parent.index() + 1, parent.index() + 8, Math.max(1, parent.index() - 1)));
            return List.of(spelled(blocks.mined(blocks.draft(parent.hash(), wrong))));
        }
        WireBlock child = blocks.mined(blocks.draft(parent.hash(), parent.index()));
        if (draw.oneIn(3)) withheld.add(child);
        return withheld.contains(child) ? List.of() : List.of(spelled(child));
    }

    private List<Octets> parent() {
        if (withheld.isEmpty()) return orphan();
        WireBlock parent = withheld.remove(draw.below(withheld.size()));
        return List.of(spelled(parent));
    }
}
