package tsunagi.app;

/// What the user wants the program to do.
sealed interface Command {
    record RunNode(NodeSettings settings) implements Command {}

    record ShowHelp() implements Command {}

    record ShowVersion() implements Command {}
}
