package tsunagi.app.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tsunagi.app.words.Decimal;

/// A request, with its address taken apart and its body not yet read.
///
/// @param path  decoded, one for each segment
/// @param query decoded, with all values of each name
record Request(HttpExchange exchange, String method, List<String> path, Map<String, List<String>> query) {
    private static final int MAX_DIGITS = 30;

    /// Takes the address of an exchange apart.
    ///
    /// @throws Problem if the address is none
    static Request of(HttpExchange exchange) throws Problem {
        try {
            String raw = exchange.getRequestURI().getRawPath();
            if (raw == null || !raw.startsWith("/")) {
                throw new Problem(ProblemCode.BAD_REQUEST, "The address has no path.");
            }
            if (exchange.getRequestURI().getRawFragment() != null)
                throw new Problem(ProblemCode.BAD_REQUEST, "The address has a fragment (#), which no client sends.");
            List<String> path = Arrays.stream(raw.substring(1).split("/", -1))
                    .map(Escapes::path)
                    .toList();
            String query = exchange.getRequestURI().getRawQuery();
            return new Request(exchange, exchange.getRequestMethod(), path, pairs(query == null ? "" : query));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    ProblemCode.BAD_REQUEST, "The URL is not encoded correctly: it needs percent signs and UTF-8.");
        }
    }

    private static Map<String, List<String>> pairs(String query) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            String[] sides = pair.split("=", 2);
            String value = sides.length == 1 ? "" : Escapes.query(sides[1]);
            pairs.computeIfAbsent(Escapes.query(sides[0]), name -> new ArrayList<>())
                    .add(value);
        }
        return pairs;
    }

    /// Checks the names of the query's parameters.
    ///
    /// @param known those that the resource has
    /// @throws Problem if there is another one, or one twice
    void requireOnly(Set<String> known) throws Problem {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                String all = known.isEmpty() ? "It has none" : "It has " + String.join(", ", new TreeSet<>(known));
                throw Problem.parameter(
                        ProblemCode.UNKNOWN_PARAMETER, name, "is not one that this resource has. " + all);
            }
            if (parameter.getValue().size() > 1) {
                throw Problem.parameter(ProblemCode.DUPLICATE_PARAMETER, name, "occurs twice");
            }
        }
    }

    /// A parameter of the query, if it is there.
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /// What stands behind the path in the request line.
    String protocol() {
        return exchange.getProtocol();
    }

    /// The host of a request line that has the whole address.
    Optional<String> authority() {
        return Optional.ofNullable(exchange.getRequestURI().getRawAuthority());
    }

    /// How many Host headers there are.
    int hosts() {
        return exchange.getRequestHeaders().getOrDefault("Host", List.of()).size();
    }

    /// How many headers there are; one that occurs twice counts twice.
    int headers() {
        return exchange.getRequestHeaders().values().stream()
                .mapToInt(List::size)
                .sum();
    }

    /// How long the request line's target and all headers are together, in bytes: each header with
    /// its colon, its blank and its line end.
    int headerBytes() {
        int bytes = exchange.getRequestURI().toString().length();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) bytes += header.getKey().length() + value.length() + 4;
        }
        return bytes;
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
        Optional<String> text = parameter(name);
        if (text.isEmpty()) return otherwise;
        if (!text.get().matches(Decimal.PATTERN)) {
            throw Problem.parameter(ProblemCode.WRONG_TYPE, name, "must be a whole number without leading zeros");
        }
        if (text.get().length() <= MAX_DIGITS) {
            BigInteger number = new BigInteger(text.get());
            boolean inRange =
                    number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0;
            if (inRange) return number.longValue();
        }
        throw Problem.parameter(ProblemCode.OUT_OF_RANGE, name, "must be from " + min + " to " + max);
    }

    /// The body as JSON.
    ///
    /// @throws Problem if it is too long, cut short, or no JSON text
    JsonNode body() throws Problem {
        String type = header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw new Problem(ProblemCode.NOT_APPLICATION_JSON, "The body must be application/json.");
        }
        if (!header("Content-Encoding").orElse("identity").strip().equalsIgnoreCase("identity")) {
            throw new Problem(
                    ProblemCode.NOT_APPLICATION_JSON, "The body must be plain JSON, without a Content-Encoding.");
        }
        byte[] bytes = received();
        if (bytes.length > HttpLimits.MAX_BODY_BYTES) {
            throw new Problem(
                    ProblemCode.BODY_TOO_LONG, "The body is longer than " + HttpLimits.MAX_BODY_BYTES + " bytes.");
        }
        return Json.tree(bytes);
    }

    /// An upload that the client breaks off, or a chunk of no valid size, is
    /// the fault of the client.
    private byte[] received() throws Problem {
        try {
            return exchange.getRequestBody().readNBytes(HttpLimits.MAX_BODY_BYTES + 1);
        } catch (IOException | RuntimeException e) {
            // The platform's reader of chunks throws also IndexOutOfBoundsException,
            // if their size overflows.
            boolean chunked = header("Transfer-Encoding").isPresent();
            throw new Problem(
                    ProblemCode.BODY_CUT_SHORT,
                    chunked
                            ? "The body ended early, or its chunks are not well-formed. Trailers are not read here."
                            : "The body ended before its announced length.");
        }
    }
}
