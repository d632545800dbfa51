package tsunagi.conformance.script;

/// What is wrong with a transcript, and where.
///
/// @param line   from 1
/// @param column from 1, in characters
public record SourceError(int line, int column, String message) {
    /// As compilers write it, without the file.
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }

    /// Carries an error out of the parser's depth; it never leaves this package.
    static final class Found extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SourceError error;

        Found(int line, int column, String message) {
            super(message, null, false, false);
            this.error = new SourceError(line, column, message);
        }

        SourceError error() {
            return error;
        }
    }
}
