package tsunagi.app;

import java.nio.file.Path;
import tsunagi.chain.ChainParameters;

/// What the user wants the program to do.
sealed interface Command {
    record RunNode(NodeSettings settings) implements Command {}

    /// Say what a data directory holds, and change nothing.
    record Verify(Path directory, ChainParameters parameters) implements Command {}

    /// Repairs a data directory: cuts off a damaged end, and rewrites a log
    /// that is damaged elsewhere.
    record Repair(Path directory, ChainParameters parameters) implements Command {}

    record ShowHelp() implements Command {}

    record ShowVersion() implements Command {}
}
