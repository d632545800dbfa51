package tsunagi.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;

/// The transcripts of a directory.
///
/// @param scenarios those that could be read, in the order of their ids
/// @param errors    one line for each that could not
public record Golden(Path directory, List<Scenario> scenarios, List<String> errors) {
    /// Ending of a transcript's file name.
    public static final String ENDING = ".golden";

    private static final String ID = "[a-z0-9-]+(/[a-z0-9-]+)*";

    public Golden {
        scenarios = List.copyOf(scenarios);
        errors = List.copyOf(errors);
    }

    /// Reads all that lies below a directory.
    public static Golden read(Path directory) throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (Path file : files(directory)) {
            String id = id(directory, file);
            if (!id.matches(ID)) {
                errors.add(file + ": an id is lower-case letters, digits and -, in folders");
                continue;
            }
            switch (ScenarioParser.parse(id, Files.readAllBytes(file))) {
                case ScenarioParser.Parsed parsed -> scenarios.add(parsed.scenario());
                case ScenarioParser.Refused refused -> errors.add(file + ":" + refused.error());
            }
        }
        return new Golden(directory, scenarios, errors);
    }

    /// The files of transcripts below a directory.
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    private static String id(Path directory, Path file) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ENDING.length());
    }

    /// Where the scenario of an id is written.
    public Path file(String id) {
        return directory.resolve(id + ENDING);
    }
}
