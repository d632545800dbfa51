package tsunagi.app.words;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words for an I/O failure. Some exceptions of the platform have no message: those of the HTTP
/// client for a connection that was refused, for example.
public final class IoReason {
    private static final int MAX_CAUSES = 8;

    /// The message of the failure, or words for its kind.
    ///
    /// @return a clause for a log line
    public static String of(IOException failure) {
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) return message;
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class))
            return "no such host";
        if (failure instanceof ConnectException) return "connection refused";
        if (failure instanceof ClosedChannelException || failure instanceof EOFException)
            return "the connection was closed";
        String name = failure.getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.isEmpty() || name.equals("IO")
                ? "it failed without a reason"
                : name.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                        .toLowerCase(Locale.ROOT);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        @Nullable Throwable at = failure;
        for (int i = 0; at != null && i < MAX_CAUSES; i++) {
            if (kind.isInstance(at)) return true;
            at = at.getCause();
        }
        return false;
    }

    private IoReason() {}
}
