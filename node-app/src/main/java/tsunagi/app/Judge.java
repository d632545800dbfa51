package tsunagi.app;

import java.nio.file.Path;
import java.util.List;
import tsunagi.conformance.Conformance;
import tsunagi.conformance.target.Target;

/// The program as the judge of nodes: what `--conformance` runs.
final class Judge {
    private static final String FLAG = "--conformance";

    /// Whether a command line asks for it.
    static boolean isAskedFor(List<String> arguments) {
        return arguments.contains(FLAG);
    }

    /// Judges as the words after the flag say.
    ///
    /// @return the exit status
    static int run(List<String> arguments) throws UsageException {
        int at = arguments.indexOf(FLAG);
        if (at > 0) throw new UsageException(FLAG + " does not go with " + arguments.getFirst());
        List<String> words = arguments.subList(1, arguments.size());
        return Conformance.run(words, thisProgram(), System.out, System.err).code();
    }

    /// To judge itself, the program starts itself as a process, like any other node under test.
    /// Such a node lives for a second or two, which is too short for the optimising compiler.
    private static Target thisProgram() {
        return new Target.Command(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "{port}",
                "{peers}",
                "--data-dir",
                "{data}"));
    }

    private Judge() {}
}
