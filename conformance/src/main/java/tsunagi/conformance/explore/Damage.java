package tsunagi.conformance.explore;

import java.util.List;
import java.util.function.Function;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Writes frames that have to be dropped (1.6, 2.1, 2.7). Each holds a block with work for a reader
/// that does not look, so that such a reader adds it.
final class Damage {
    /// The kinds, each with how to draw one of it. Those that stand here twice have more forms.
    private static final List<Function<Victim, Octets>> KINDS = List.of(
            victim -> new BadValues(victim).number(),
            victim -> new BadValues(victim).number(),
            victim -> new BadValues(victim).range(),
            victim -> new BadValues(victim).type(),
            victim -> new BadValues(victim).type(),
            victim -> new BadValues(victim).hashText(),
            victim -> new BadValues(victim).hashText(),
            victim -> new BadValues(victim).transactions(),
            victim -> new BadValues(victim).missing(),
            victim -> new BadSyntax(victim).duplicate(),
            victim -> new BadSyntax(victim).duplicate(),
            victim -> new BadSyntax(victim).around(),
            victim -> new BadSyntax(victim).structure(),
            victim -> new BadSyntax(victim).noSpace(),
            victim -> new BadSyntax(victim).unknownValue(),
            victim -> new BadSyntax(victim).unknownValue(),
            victim -> new BadSyntax(victim).unknownValue(),
            victim -> new BadSyntax(victim).kind(),
            victim -> new BadText(victim).surrogate(),
            victim -> new BadText(victim).bytes(),
            victim -> new BadText(victim).control(),
            victim -> new BadText(victim).escape());

    static int kinds() {
        return KINDS.size();
    }

    /// A frame of any kind. It may be longer than a frame can be.
    static Octets frame(Draw draw, WireBlock draft) {
        return frame(draw, draft, draw.below(KINDS.size()));
    }

    static Octets frame(Draw draw, WireBlock draft, int kind) {
        WireBlock plain = Victim.with(draft, new Texts(draw).plain(), List.of());
        return KINDS.get(kind).apply(new Victim(draw, plain));
    }

    private Damage() {}
}
