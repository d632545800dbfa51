package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A short life of the program, lived once while it is packaged: the JVM writes down which classes and methods
/// that took, and makes of it the cache (JEP 514) with which the program starts in half the time.
///
/// Two nodes find each other and mine, and a peer sends one of them good frames and bad. No file of it stays, but
/// for the cache. What it does not do costs nothing; what it does is loaded at every start.
public final class Training {
    private static final int SOCKET_MILLIS = 10_000;

    private static final String FRAMES = """
            BLOCK:{"index":2.0}
            BLOCK:{"index":9,"timestamp":1,"nonce":1,"data":"","transactions":[{"sender":"a","receiver":"b","amount":1}],\
            "prev_hash":"0000000000000000000000000000000000000000000000000000000000000000",\
            "hash":"0000000000000000000000000000000000000000000000000000000000000000"}
            HELLO
            GET_CHAIN
            """;

    public static void main(String[] arguments) throws IOException, InterruptedException, UsageException {
        Logging.redirect(line -> {});
        Path scratch = Files.createTempDirectory("tsunagi-training");
        Path data = scratch.resolve("data");
        try (RunningNode first = start("0", "--data-dir", data.toString())) {
            try (RunningNode second = start("0", "127.0.0.1:" + first.node().port(), "--in-memory")) {
                first.producer().produce("training");
                second.producer().produce("training");
                talk(first.node().port());
            }
        } finally {
            remove(data);
            Files.delete(scratch);
        }
    }

    private static RunningNode start(String... arguments) throws IOException, UsageException {
        if (!(Arguments.parse(List.of(arguments), Map.of()) instanceof Command.RunNode node)) {
            throw new IllegalArgumentException("these start no node: " + String.join(" ", arguments));
        }
        NodeSettings settings = node.settings();
        Logging.configure(settings.log());
        return RunningNode.start(settings);
    }

    /// Sends what peers send, and hangs up once the answer has begun.
    private static void talk(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(SOCKET_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOCKET_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(FRAMES.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            if (in.read() < 0) throw new IOException("the node under training hung up");
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(directory);
    }

    private Training() {}
}
