package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The figures of a run: printed as they come, kept as JSON, compared with those of another.
final class Figures {
    private final List<Figure> all = new ArrayList<>();

    void add(Figure figure) {
        all.add(figure);
        System.out.println(figure);
    }

    void write(Path file) {
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file, all);
    }

    static List<Figure> read(Path file) throws IOException {
        return JsonMapper.builder().build().readValue(file, new TypeReference<List<Figure>>() {});
    }

    /// Prints each figure of two runs by its ratio, which a slower machine or a
    /// busy hour changes least.
    static void compare(Path before, Path after) throws IOException {
        List<Figure> earlier = read(before);
        for (Figure now : read(after)) {
            for (Figure then : earlier) {
                if (!then.name().equals(now.name())) continue;
                System.out.printf(
                        "%-44s %7.2f × to %7.2f ×  (%+.0f %%)%n",
                        now.name(), then.ratio(), now.ratio(), 100 * (now.ratio() / then.ratio() - 1));
            }
        }
    }
}
