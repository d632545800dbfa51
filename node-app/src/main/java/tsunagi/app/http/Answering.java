package tsunagi.app.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import tsunagi.app.activity.NodeMetrics;

/// Handles a request: checks access, calls its route, sends the reply or the problem.
final class Answering {
    /// No script, style, font or picture but this server's own; no frame around a page of it. No
    /// policy for openers: it would have the browser start a process for the page, and its opener
    /// cannot look into it without (ADR 18.3).
    private static final Map<String, String> SAFETY = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final String UNKNOWN_ROUTE = "unknown";

    private final Gate gate;
    private final List<Route> routes;
    private final Events events;
    private final Overdue overdue;
    private final NodeMetrics metrics;
    private final Logger log;

    Answering(Gate gate, List<Route> routes, Events events, Overdue overdue, NodeMetrics metrics, Logger log) {
        this.gate = gate;
        this.routes = routes;
        this.events = events;
        this.overdue = overdue;
        this.metrics = metrics;
        this.log = log;
        for (Route route : routes) metrics.expect(route.pattern(), route.success());
        metrics.expect(UNKNOWN_ROUTE, ProblemCode.NOTHING_HERE.status());
    }

    /// Serves one exchange whole.
    @SuppressWarnings("try") // closed at the end, used before
    void answer(HttpExchange exchange) throws IOException {
        SAFETY.forEach(exchange.getResponseHeaders()::set);
        overdue.begun(exchange);
        try (exchange) {
            if (Routes.EVENTS.equals(exchange.getRequestURI().getRawPath())
                    && exchange.getRequestMethod().equals("GET")) {
                overdue.ended(exchange);
                watch(exchange);
            } else {
                long begun = System.nanoTime();
                Served served = serve(exchange);
                send(exchange, served.reply());
                metrics.served(served.route(), served.reply().status(), Duration.ofNanos(System.nanoTime() - begun));
            }
        } catch (IOException e) {
            // The client is gone, and no other is concerned.
            log.trace("an answer was not taken: {}", e.getMessage());
        } finally {
            overdue.ended(exchange);
        }
    }

    private record Served(String route, Reply reply) {}

    private void watch(HttpExchange exchange) throws IOException {
        try {
            Request request = Request.of(exchange);
            gate.check(request);
            request.requireOnly(Set.of());
            events.serve(exchange);
        } catch (Problem problem) {
            send(exchange, problem.reply());
        }
    }

    private Served serve(HttpExchange exchange) {
        String pattern = UNKNOWN_ROUTE;
        try {
            Request request = Request.of(exchange);
            gate.check(request);
            Route route = route(request);
            pattern = route.pattern();
            if (Gate.isApi(request)) request.requireOnly(route.parameters());
            return new Served(pattern, route.handler().serve(request));
        } catch (Problem problem) {
            return new Served(pattern, problem.reply());
        } catch (ClosedChannelException e) {
            return new Served(pattern, new Problem(ProblemCode.STOPPING, "The node is stopping.").reply());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Served(pattern, new Problem(ProblemCode.STOPPING, "The node is stopping.").reply());
        } catch (IOException | RuntimeException e) {
            log.error("a request to {} failed", pattern, e);
            return new Served(
                    pattern,
                    new Problem(ProblemCode.INTERNAL_ERROR, "Internal error. The node's log has more.").reply());
        }
    }

    private Route route(Request request) throws Problem {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<Route> there =
                routes.stream().filter(route -> route.matches(request.path())).toList();
        if (there.isEmpty()) throw new Problem(ProblemCode.NOTHING_HERE, "There is nothing here.");
        for (Route route : there) {
            if (route.method().equals(method)) return route;
        }
        String allowed = there.stream()
                .map(Route::method)
                .flatMap(one -> one.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(one))
                .distinct()
                .collect(Collectors.joining(", "));
        throw new Problem(
                ProblemCode.METHOD_NOT_ALLOWED, "Allowed methods: " + allowed + ".", Map.of("Allow", allowed));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        if (!reply.headers().containsKey("Cache-Control")) headers.set("Cache-Control", "no-store");
        reply.headers().forEach(headers::set);
        boolean bodiless =
                reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        if (bodiless && reply.body().length > 0) headers.set("Content-Length", String.valueOf(reply.body().length));
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) exchange.getResponseBody().write(reply.body());
    }
}
