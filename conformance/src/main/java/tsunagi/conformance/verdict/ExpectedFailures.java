package tsunagi.conformance.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list of failures that are known: each line an id, the reason, and what the failure says,
/// separated by ` | `. `#` begins a comment line. A line may also name a scenario that cannot be
/// decided, with a part of the reason for that.
///
/// @param byId   the lines
/// @param errors what is wrong with the file
public record ExpectedFailures(Map<String, Line> byId, List<String> errors) {
    /// A list that names nothing.
    public static ExpectedFailures none() {
        return new ExpectedFailures(Map.of(), List.of());
    }

    /// One known failure.
    ///
    /// @param says a part of the failure's message: another failure of the same
    ///     scenario is not expected
    public record Line(String id, String reason, String says) {}

    private static final int PARTS = 3;

    /// Stands between a scenario and the implementations that play it.
    private static final char MIXED = '@';

    /// The line that speaks of a scenario. One of the scenario alone also speaks of what fails of
    /// it in networks of several implementations; there it may pass.
    @Nullable
    Line of(String id, boolean passed) {
        Line exact = byId.get(id);
        int mixed = id.indexOf(MIXED);
        return exact != null || mixed < 0 || passed ? exact : byId.get(id.substring(0, mixed));
    }

    /// No failure is expected.
    public static final ExpectedFailures NONE = new ExpectedFailures(Map.of(), List.of());

    /// No failure is expected without a file.
    public static ExpectedFailures read(@Nullable Path file) throws IOException {
        return file == null ? NONE : parse(Files.readAllLines(file));
    }

    public static ExpectedFailures parse(List<String> lines) {
        Map<String, Line> byId = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            String[] parts = line.split(" \\| ", PARTS);
            if (parts.length < PARTS || parts[2].isBlank()) {
                errors.add("line %s: write: id | reason | a part of what the failure says".formatted(i + 1));
                continue;
            }
            Line known = new Line(parts[0].strip(), parts[1].strip(), parts[2].strip());
            if (byId.put(known.id(), known) != null)
                errors.add("line %s: %s is there twice; keep one line".formatted(i + 1, known.id()));
        }
        return new ExpectedFailures(byId, errors);
    }
}
