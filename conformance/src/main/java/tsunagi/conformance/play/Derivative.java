package tsunagi.conformance.play;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Shape;
import tsunagi.conformance.wire.Octets;

/// Takes frames off a shape (Brzozowski's derivative): what may come after this frame has come.
/// Interleaving, which ruins automata, costs one line here.
final class Derivative {
    /// Nothing more needs to come, and nothing may.
    static final Shape END = new Shape.Sequence(List.of());

    /// Cannot be satisfied by anything.
    static final Shape NEVER = new Shape.OneOf(List.of());

    /// Ways in which the frames that came may be understood. A generated exchange may have so many
    /// that a player would neither end nor fit into memory.
    private static final int MAX_WAYS = 1_000;

    /// There are more ways than a player follows.
    static final class TooManyWays extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyWays() {
            super("the frames that came can be understood in more than %s ways".formatted(MAX_WAYS));
        }
    }

    private final Environment names;

    Derivative(Environment names) {
        this.names = names;
    }

    /// Whether the shape is satisfied as it stands.
    static boolean satisfied(Shape shape) {
        return switch (shape) {
            case Shape.Named ignored -> false;
            case Shape.Request ignored -> false;
            case Shape.Text ignored -> false;
            case Shape.Sequence sequence -> sequence.parts().stream().allMatch(Derivative::satisfied);
            case Shape.Together together -> together.parts().stream().allMatch(Derivative::satisfied);
            case Shape.OneOf oneOf -> oneOf.parts().stream().anyMatch(Derivative::satisfied);
            case Shape.Repeated repeated -> repeated.min() == 0 || satisfied(repeated.part());
        };
    }

    /// What may come after `frame`; [#NEVER] if it may not come now.
    ///
    /// @throws TooManyWays if that is more than a player follows
    Shape after(Shape shape, Octets frame) {
        return switch (shape) {
            case Shape.Named named -> names.bytes(named.name()).equals(frame) ? END : NEVER;
            case Shape.Request ignored -> frame.isRequest() ? END : NEVER;
            case Shape.Text text -> names.matches(text.template(), frame) ? END : NEVER;
            case Shape.OneOf oneOf ->
                oneOf(oneOf.parts().stream().map(part -> after(part, frame)).toList());
            case Shape.Repeated repeated -> then(after(repeated.part(), frame), oneLess(repeated));
            case Shape.Sequence sequence -> afterSequence(sequence.parts(), frame);
            case Shape.Together together -> afterTogether(together.parts(), frame);
        };
    }

    private static Shape oneLess(Shape.Repeated repeated) {
        int max = repeated.max() == Shape.UNBOUNDED ? Shape.UNBOUNDED : repeated.max() - 1;
        return max == 0 ? END : new Shape.Repeated(repeated.part(), Math.max(0, repeated.min() - 1), max);
    }

    private Shape afterSequence(List<Shape> parts, Octets frame) {
        List<Shape> ways = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Shape next = after(parts.get(i), frame);
            // The rest may be long, and most frames fit few of the parts.
            if (!next.equals(NEVER)) ways.add(then(next, sequence(parts.subList(i + 1, parts.size()))));
            if (!satisfied(parts.get(i))) break;
        }
        return oneOf(ways);
    }

    private Shape afterTogether(List<Shape> parts, Octets frame) {
        List<Shape> ways = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Shape next = after(parts.get(i), frame);
            if (next.equals(NEVER)) continue;
            List<Shape> others = new ArrayList<>(parts);
            others.set(i, next);
            others.removeIf(END::equals);
            ways.add(others.isEmpty() ? END : others.size() == 1 ? others.getFirst() : new Shape.Together(others));
        }
        return oneOf(ways);
    }

    /// The leaves of which one may come next.
    List<Shape> firsts(Shape shape) {
        return switch (shape) {
            case Shape.Named named -> List.of(named);
            case Shape.Request request -> List.of(request);
            case Shape.Text text -> List.of(text);
            case Shape.Repeated repeated -> firsts(repeated.part());
            case Shape.OneOf oneOf ->
                oneOf.parts().stream()
                        .flatMap(part -> firsts(part).stream())
                        .distinct()
                        .toList();
            case Shape.Together together ->
                together.parts().stream()
                        .flatMap(part -> firsts(part).stream())
                        .distinct()
                        .toList();
            case Shape.Sequence sequence -> firstsOfSequence(sequence.parts());
        };
    }

    private List<Shape> firstsOfSequence(List<Shape> parts) {
        Set<Shape> firsts = new LinkedHashSet<>();
        for (Shape part : parts) {
            firsts.addAll(firsts(part));
            if (!satisfied(part)) break;
        }
        return List.copyOf(firsts);
    }

    /// First one, then the other.
    static Shape then(Shape first, Shape second) {
        if (first.equals(NEVER) || second.equals(NEVER)) return NEVER;
        if (first.equals(END)) return second;
        if (second.equals(END)) return first;
        return sequence(List.of(first, second));
    }

    private static Shape sequence(List<Shape> parts) {
        if (parts.size() == 1) return parts.getFirst();
        List<Shape> flat = new ArrayList<>();
        for (Shape part : parts) {
            if (part instanceof Shape.Sequence inner) flat.addAll(inner.parts());
            else flat.add(part);
        }
        return flat.size() == 1 ? flat.getFirst() : new Shape.Sequence(List.copyOf(flat));
    }

    private static Shape oneOf(List<Shape> parts) {
        // Most frames can be understood in one way, and the hash of a long sequence takes long.
        if (parts.size() == 1) return parts.getFirst();
        Set<Shape> ways = new LinkedHashSet<>();
        for (Shape part : parts) {
            if (part instanceof Shape.OneOf inner) ways.addAll(inner.parts());
            else ways.add(part);
            if (ways.size() > MAX_WAYS) throw new TooManyWays();
        }
        return ways.size() == 1 ? ways.iterator().next() : new Shape.OneOf(List.copyOf(ways));
    }
}
