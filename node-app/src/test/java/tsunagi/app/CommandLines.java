package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

/// What the program makes of a command line and an environment.
final class CommandLines {
    /// The sentence that refuses it.
    static String complaint(String line, Map<String, String> environment) {
        UsageException thrown = assertThrows(UsageException.class, () -> settings(line, environment));
        return String.valueOf(thrown.getMessage());
    }

    /// The settings that a node starts with.
    static NodeSettings settings(String line, Map<String, String> environment) throws UsageException {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" +"));
        return assertInstanceOf(Command.RunNode.class, Arguments.parse(words, environment))
                .settings();
    }

    private CommandLines() {}
}
