package tsunagi.app.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// A method and a path, as the API's description writes them, and what serves them.
///
/// @param pattern such as `/api/blocks/{id}`
record Route(String method, String pattern, Handler handler) {
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
            if (segment.startsWith("{") ? path.get(i).isEmpty() : !segment.equals(path.get(i))) return false;
        }
        return true;
    }
}
