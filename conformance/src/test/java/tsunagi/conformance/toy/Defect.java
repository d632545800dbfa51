package tsunagi.conformance.toy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A way to be wrong, one at a time: a toy has one of them, or none.
///
/// A [Mutant] is wrong in what it does, and a [WireMutant] in how it reads and writes a
/// connection. A [StateMutant] is wrong in what it keeps, and for which peer. A [Misreading] is
/// wrong in how it reads the JSON of a block, and a [Reach] in how many peers it serves. A
/// [LateMutant] breaks no rule of its own. A [Frailty] shows in networks. A [Freedom] is no defect
/// at all.
public sealed interface Defect
        permits Mutant, WireMutant, StateMutant, LateMutant, Reach, Misreading, Freedom, Frailty {
    /// Its constant's name, or what stands for it.
    String name();

    /// As transcripts write it.
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it does wrong.
    String fault();

    /// The rules that it breaks; none unless it says so.
    default List<String> rules() {
        return List.of();
    }

    /// All that transcripts may name.
    static List<Defect> all() {
        List<Defect> all = new ArrayList<>(List.of(Mutant.values()));
        all.addAll(List.of(LateMutant.values()));
        all.addAll(List.of(WireMutant.values()));
        all.addAll(List.of(StateMutant.values()));
        all.addAll(Reach.ALL);
        all.addAll(Misreading.ALL);
        return List.copyOf(all);
    }
}
