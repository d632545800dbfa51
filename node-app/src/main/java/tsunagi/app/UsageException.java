package tsunagi.app;

/// The command line, environment or configuration file asks for something that cannot be. The
/// message is one sentence that says what and where.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
