package tsunagi.app.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A method and a path, as the API's description writes them, and what serves them.
///
/// @param pattern    such as `/api/blocks/{id}`
/// @param parameters names of what may be in the query
record Route(String method, String pattern, Set<String> parameters, Handler handler) {
    /// Any text is a name, also the empty one.
    private static final String MAY_BE_EMPTY = "{name}";

    /// Serves a request.
    @FunctionalInterface
    interface Handler {
        /// Answers it.
        ///
        /// @throws InterruptedException if the server is stopping
        Reply serve(Request request) throws Problem, IOException, InterruptedException;
    }

    /// Whether this is the path, whatever the method.
    boolean matches(List<String> path) {
        List<String> segments = Arrays.asList(pattern.substring(1).split("/", -1));
        if (segments.size() != path.size()) return false;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (!fits(segment, path.get(i))) return false;
        }
        return true;
    }

    private static boolean fits(String segment, String given) {
        if (segment.equals(MAY_BE_EMPTY)) return true;
        return segment.startsWith("{") ? !given.isEmpty() : segment.equals(given);
    }
}
