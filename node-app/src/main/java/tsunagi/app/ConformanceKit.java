package tsunagi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.Conformance;
import tsunagi.conformance.target.Target;

/// Runs the conformance kit for `--conformance`, with this program as its default target.
final class ConformanceKit {
    private static final String FLAG = "--conformance";

    /// Such a node lives for a second or two: too short for the optimising compiler, and for
    /// compiling ahead what an earlier life found worth it.
    private static final List<String> SHORT_LIFE = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTReplayTraining",
            "-Xlog:aot=off",
            "-Xlog:cds=off");

    /// Whether a command line asks for the kit.
    static boolean isAskedFor(List<String> arguments) {
        return arguments.contains(FLAG);
    }

    /// Runs the kit with the words after the flag.
    ///
    /// @return the exit status
    static int run(List<String> arguments) throws UsageException, IOException {
        int at = arguments.indexOf(FLAG);
        if (at > 0) throw new UsageException(FLAG + " does not go with " + arguments.getFirst());
        List<String> words = arguments.subList(1, arguments.size());
        System.setProperty("tsunagi.version", Main.version());
        return Conformance.run(words, thisProgram(), System.out, System.err).code();
    }

    /// To test itself, the program starts itself as a process, like any other node.
    private static Target thisProgram() {
        String classPath = System.getProperty("java.class.path");
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SHORT_LIFE);
        Path cache = Path.of(classPath).resolveSibling("tsunagi.aot");
        if (Files.isRegularFile(cache)) words.add("-XX:AOTCache=" + cache);
        words.addAll(List.of("-cp", classPath, Main.class.getName(), "{port}", "{peers}", "--data-dir", "{data}"));
        return new Target.Command(words);
    }

    private ConformanceKit() {}
}
