package tsunagi.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tsunagi.app.activity.NodeMetrics;

/// What is served where. `openapi.json` describes the same, and a test compares them.
final class Routes {
    /// Served apart from the rest, for its answer does not end.
    static final String EVENTS = "/api/events";

    private final List<Route> routes = new ArrayList<>();

    Routes(HttpFace.Subject subject, boolean tokenNeeded) {
        Blocks blocks = new Blocks(subject.node().chain(), subject.parameters());
        Names names = new Names(subject.node().chain(), subject.parameters(), subject.names());
        MiningDesk desk = new MiningDesk(subject.producer(), blocks);
        NodeResource node = new NodeResource(subject, tokenNeeded);
        add("GET", "/api/chain", node::chain);
        add("GET", "/api/activity", node::recent);
        add("GET", "/api/blocks", blocks::page, "from", "limit", "text");
        add("POST", "/api/blocks", desk::mine);
        add("GET", "/api/blocks/{id}", blocks::one);
        add("GET", "/api/blocks/{id}/frame", blocks::frame);
        add("GET", "/api/names", names::byParameter, "name", "from", "limit");
        add("GET", "/api/names/{name}", names::byPath, "from", "limit");
        add("GET", "/api/peers", node::peers, "from", "limit");
        add("GET", "/api/bans", node::bans);
        add("DELETE", "/api/bans/{address}", node::lift);
        add("GET", "/health", node::health);
        add("GET", "/ready", node::health);
        add(
                "GET",
                "/metrics",
                request -> Reply.of(
                        200, NodeMetrics.contentType(), subject.metrics().text()));
        // Only HEAD comes here: a GET is served as a stream.
        add("GET", EVENTS, request -> Reply.of(200, "text/event-stream", new byte[0]));
        add("GET", "/api/openapi.json", Pages.file("openapi.json"));
        add("GET", "/", Pages.file("index.html"));
        for (String file : Pages.FILES) add("GET", "/" + file, Pages.file(file));
    }

    private void add(String method, String pattern, Route.Handler handler, String... parameters) {
        routes.add(new Route(method, pattern, Set.of(parameters), handler));
    }

    List<Route> all() {
        return List.copyOf(routes);
    }
}
