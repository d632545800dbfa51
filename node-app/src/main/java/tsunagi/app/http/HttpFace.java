package tsunagi.app.http;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import tsunagi.app.activity.Activity;
import tsunagi.app.activity.NameFollower;
import tsunagi.app.activity.NodeMetrics;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.ChainParameters;
import tsunagi.network.Node;

/// The HTTP server of a node: a virtual thread for each request.
public final class HttpFace implements Closeable {
    private static final int DEFAULT_BACKLOG = 0;

    static {
        // The server reads these once, before anything else of it is used. What a user sets stands.
        setDefault("sun.net.httpserver.nodelay", "true");
        setDefault("sun.net.httpserver.maxReqTime", String.valueOf(HttpLimits.REQUEST_SECONDS));
        int factor = HttpLimits.UNANSWERED_HEADERS_FACTOR;
        setDefault("sun.net.httpserver.maxReqHeaders", String.valueOf(factor * HttpLimits.MAX_HEADERS));
        setDefault("sun.net.httpserver.maxReqHeaderSize", String.valueOf(factor * HttpLimits.MAX_HEADER_BYTES));
        setDefault("jdk.httpserver.maxConnections", String.valueOf(HttpLimits.MAX_CONNECTIONS));
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    /// What is shown, and what may be done.
    public record Subject(
            Node node,
            ChainParameters parameters,
            BlockProducer producer,
            Activity activity,
            NameFollower names,
            NodeMetrics metrics,
            String version) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final Events events;
    private final Overdue overdue = new Overdue();

    private HttpFace(HttpServer server, ExecutorService threads, Events events) {
        this.server = server;
        this.threads = threads;
        this.events = events;
    }

    /// Starts to serve.
    ///
    /// @throws IOException if the address cannot be had; its message is a sentence for the user
    public static HttpFace start(HttpOptions options, Subject subject, Logger log) throws IOException {
        HttpServer server = bind(options);
        boolean loopback = server.getAddress().getAddress().isLoopbackAddress();
        Events events = new Events(subject.activity(), subject.metrics(), log);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        HttpFace face = new HttpFace(server, threads, events);
        Routes routes = new Routes(subject, options.token().isPresent());
        Gate gate = new Gate(options, loopback);
        Answering answering = new Answering(gate, routes.all(), events, face.overdue, subject.metrics(), log);
        server.setExecutor(threads);
        server.createContext("/", answering::answer);
        server.start();
        log.info("explorer and API at {}/", options.url(face.port()));
        if (!loopback && options.token().isEmpty()) {
            log.warn("without --http-token, no request can change state: this node listens for other machines too");
        }
        return face;
    }

    private static HttpServer bind(HttpOptions options) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(options.host());
            return HttpServer.create(new InetSocketAddress(address, options.port()), DEFAULT_BACKLOG);
        } catch (IOException e) {
            throw new IOException("--http cannot listen on " + options.url(options.port()) + ": " + e.getMessage(), e);
        }
    }

    /// The port it serves at.
    public int port() {
        return server.getAddress().getPort();
    }

    /// The reason for which the node ends may be under way to a client.
    private void awaitAnswers() {
        try {
            boolean ignored = overdue.awaitNone(HttpLimits.LAST_ANSWERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        awaitAnswers();
        server.stop(0);
        events.close();
        overdue.close();
        // Nobody is interrupted: an interrupted reader of the log would close it for
        // all. They end by themselves.
        threads.shutdown();
    }
}
