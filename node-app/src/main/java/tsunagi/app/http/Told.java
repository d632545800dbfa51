package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The newest messages of an event stream, numbered, for readers that were away for a moment.
///
/// An id names the run of the program too: after a restart, the same number is another message.
///
/// Not thread-safe.
final class Told {
    private final String run;
    private final int most;
    private final Deque<byte[]> newest = new ArrayDeque<>();
    private long last;

    /// @param run  what no other run of the program is called, without a minus sign
    /// @param most messages to keep
    Told(String run, int most) {
        this.run = run;
        this.most = most;
    }

    /// Keeps a message.
    ///
    /// @param events whole ones
    /// @return how it is sent: with its id
    byte[] add(String events) {
        last++;
        byte[] text = (idLine() + events).getBytes(UTF_8);
        if (newest.size() == most) newest.removeFirst();
        newest.addLast(text);
        return text;
    }

    /// The line that says which message is the newest.
    String idLine() {
        return "id: " + run + "-" + last + "\n";
    }

    /// What has been told after the message with this id.
    ///
    /// @return nothing if it is none of this run's, or what followed it is not kept any more
    Optional<List<byte[]>> since(String id) {
        if (!id.matches(run + "-[0-9]{1,18}")) return Optional.empty();
        long seen = Long.parseLong(id.substring(run.length() + 1));
        long kept = last - newest.size();
        if (seen > last || seen < kept) return Optional.empty();
        return Optional.of(newest.stream().skip(seen - kept).toList());
    }
}
