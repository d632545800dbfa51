package tsunagi.conformance.toy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Relays to the first peers alone. Those below eleven are a [Mutant] and [LateMutant]s.
///
/// @param peers how many
record Reach(int peers) implements Defect {
    static final List<Reach> BEYOND_TEN =
            IntStream.rangeClosed(11, 34).mapToObj(Reach::new).toList();

    /// The one that relays to one peer, to two, and so on.
    static final List<Defect> ALL = all();

    private static List<Defect> all() {
        List<Defect> all = new ArrayList<>(LateMutant.RELAYS_TO);
        all.addAll(BEYOND_TEN);
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return "RELAYS_TO_" + peers;
    }

    @Override
    public String fault() {
        return "relays to " + peers + " peers";
    }

    @Override
    public List<String> rules() {
        return List.of("4.1");
    }
}
