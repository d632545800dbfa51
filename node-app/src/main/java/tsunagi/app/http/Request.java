package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A request, with its address taken apart and its body not yet read.
///
/// @param path  decoded, one for each segment
/// @param query decoded; of several of one name the last
record Request(HttpExchange exchange, String method, List<String> path, Map<String, String> query) {
    private static final int MAX_DIGITS = 18;

    /// @throws Problem if the address is none
    static Request of(HttpExchange exchange) throws Problem {
        try {
            String raw = exchange.getRequestURI().getRawPath();
            if (raw == null || !raw.startsWith("/")) throw new Problem(400, "The address has no path.");
            List<String> path = Arrays.stream(raw.substring(1).split("/", -1))
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
                    .toList();
            String query = exchange.getRequestURI().getRawQuery();
            return new Request(exchange, exchange.getRequestMethod(), path, pairs(query == null ? "" : query));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "The address is not encoded as addresses are.");
        }
    }

    private static Map<String, String> pairs(String query) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            String[] sides = pair.split("=", 2);
            pairs.put(URLDecoder.decode(sides[0], UTF_8), sides.length == 1 ? "" : URLDecoder.decode(sides[1], UTF_8));
        }
        return pairs;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    InetAddress remote() {
        return exchange.getRemoteAddress().getAddress();
    }

    /// Whether it would change something.
    boolean changesState() {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    /// A number from the query.
    ///
    /// @throws Problem if it is none, or out of its range
    long number(String name, long otherwise, long min, long max) throws Problem {
        String text = query.get(name);
        if (text == null) return otherwise;
        if (text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) return number;
        }
        throw new Problem(400, "The parameter " + name + " is not a number from " + min + " to " + max + ".");
    }

    /// The body as JSON.
    ///
    /// @throws Problem if it is too long, cut short, or no JSON text
    JsonNode body() throws Problem {
        String type = header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw new Problem(415, "The body must be application/json.");
        }
        byte[] bytes = received();
        if (bytes.length > HttpLimits.MAX_BODY_BYTES) {
            throw new Problem(413, "The body is longer than " + HttpLimits.MAX_BODY_BYTES + " bytes.");
        }
        return Json.tree(bytes);
    }

    /// An upload that the client breaks off, or a chunk of no valid size, is the fault of the client.
    private byte[] received() throws Problem {
        try {
            return exchange.getRequestBody().readNBytes(HttpLimits.MAX_BODY_BYTES + 1);
        } catch (IOException | RuntimeException e) {
            // The platform's reader of chunks throws also IndexOutOfBoundsException, if their size overflows.
            throw new Problem(400, "body-cut-short", "The body ended before its announced length.");
        }
    }
}
