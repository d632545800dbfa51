package tsunagi.conformance;

/// Words that make no sense, and what to write instead; never leaves [CommandLine].
final class Misuse extends Exception {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
        super(message, null, false, false);
    }
}
