package tsunagi.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.wire.Octets;

/// The frames that the written transcripts define.
public final class GoldenNames {
    /// Whole frames, of all transcripts in a directory.
    public static List<Octets> in(Path golden) throws IOException {
        return Golden.read(golden).scenarios().stream()
                .map(Scenario::names)
                .map(java.util.Map::values)
                .flatMap(Collection::stream)
                .filter(Octets::endsWithLf)
                .toList();
    }

    private GoldenNames() {}
}
