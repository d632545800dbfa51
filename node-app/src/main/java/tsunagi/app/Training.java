package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A short life of the program, lived once while it is packaged: the JVM writes down which
/// classes and methods that took, and makes of it the cache (JEP 514) with which the program
/// starts in half the time.
///
/// The whole program is started as its users start it. A second node finds it, both mine, and a
/// peer sends it good frames and bad. Then a node reads a long chain from its log, and another gets
/// it from that one ([LongSync]): what the JVM learns of the methods that this takes is in the
/// cache too (JEP 515), and they are compiled well from the start. Only the cache
/// stays of it. What it does not do costs nothing; what it does is loaded at every start.
public final class Training {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern LISTENING = Pattern.compile("listening on .*:(\\d+)");

    private static final String FRAMES = """
            BLOCK:{"index":2.0}
            BLOCK:{"index":9,"timestamp":1,"nonce":1,"data":"","transactions":[{"sender":"a","receiver":"b","amount":1}],\
            "prev_hash":"0000000000000000000000000000000000000000000000000000000000000000",\
            "hash":"0000000000000000000000000000000000000000000000000000000000000000"}
            HELLO
            GET_CHAIN
            """;

    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Logging.redirect(line -> portIn(line).ifPresent(port::complete));
        System.setIn(new ByteArrayInputStream("training\n".getBytes(UTF_8)));
        Path scratch = Files.createTempDirectory("tsunagi-training");
        Path data = scratch.resolve("data");
        String[] first = {"0", "--data-dir", data.toString()};
        // A node whose log is removed while it runs fails, so it has to stop first.
        Runnable removal = () -> {
            try {
                remove(data);
                Files.delete(scratch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Thread.ofPlatform().name("program").daemon().start(() -> Main.mainThen(first, removal));
        String peer = "127.0.0.1:" + port.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try (RunningNode second = start("0", peer, "--in-memory")) {
            second.producer().produce("training");
            talk(port.get());
            LongSync.live(scratch);
        }
        System.exit(0);
    }

    private static Optional<Integer> portIn(String line) {
        Matcher listening = LISTENING.matcher(line);
        return listening.find() ? Optional.of(Integer.valueOf(listening.group(1))) : Optional.empty();
    }

    static RunningNode start(String... arguments) throws IOException, UsageException {
        if (!(Arguments.parse(List.of(arguments), Map.of()) instanceof Command.RunNode node)) {
            throw new IllegalArgumentException("these start no node: " + String.join(" ", arguments));
        }
        return RunningNode.start(node.settings());
    }

    /// Sends what peers send, and hangs up once the answer has begun.
    private static void talk(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(FRAMES.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            if (in.read() < 0) throw new IOException("the node under training hung up");
        }
    }

    static void remove(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(directory);
    }

    private Training() {}
}
