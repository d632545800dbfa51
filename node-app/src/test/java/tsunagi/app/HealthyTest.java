package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The probe of the image, with nodes in all the states that it is to tell apart.
@EnabledOnOs(OS.LINUX)
class HealthyTest {
    private static final String HEADER = "  sl  local_address rem_address   st\n";
    private static final int HEALTHY = 0;
    private static final int UNHEALTHY = 1;

    @TempDir
    private Path data;

    /// What a listener does with a connection.
    private interface Manner {
        void meet(Socket socket) throws IOException;
    }

    @Test
    void aNodeThatSendsItsChainIsHealthy() throws Exception {
        assertEquals(HEALTHY, probe(Optional.of(socket -> answer(socket, "BLOCK:{}\n"))));
    }

    @Test
    void aNodeWhosePlacesAreAllTakenIsHealthy() throws Exception {
        assertEquals(HEALTHY, probe(Optional.of(Socket::close)));
    }

    /// With bytes unread, the system resets the connection instead of ending it.
    @Test
    void aNodeThatResetsTheConnectionIsHealthy() throws Exception {
        assertEquals(HEALTHY, probe(Optional.of(socket -> {
            assertEquals('G', socket.getInputStream().read());
            socket.close();
        })));
    }

    @Test
    void aNodeThatHangsIsNot() throws Exception {
        assertEquals(UNHEALTHY, probe(Optional.empty()));
    }

    @Test
    void anExplorerAloneIsNot() throws Exception {
        assertEquals(UNHEALTHY, probe(Optional.of(socket -> answer(socket, "HTTP/1.1 400 Bad Request\r\n"))));
    }

    @Test
    void nobodyIsNot() throws Exception {
        Files.createFile(data.resolve("chain.log"));
        assertEquals(UNHEALTHY, run(table(1)));
    }

    private static void answer(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(UTF_8));
        socket.getOutputStream().flush();
        while (socket.getInputStream().read() >= 0) {}
    }

    private int probe(Optional<Manner> manner) throws Exception {
        Files.writeString(data.resolve("chain.log"), "BLOCK:{}\n");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            manner.ifPresent(how -> Thread.ofVirtual().start(() -> meetOne(listener, how)));
            return run(table(listener.getLocalPort()));
        }
    }

    private static void meetOne(ServerSocket listener, Manner how) {
        try (Socket socket = listener.accept()) {
            how.meet(socket);
        } catch (IOException e) {
            // The probe has seen what it came for.
        }
    }

    /// As the kernel shows a socket that listens on all interfaces.
    private Path table(int port) throws IOException {
        String line = String.format(Locale.ROOT, "   0: 00000000:%04X 00000000:0000 0A 0\n", port);
        return Files.writeString(data.resolve("tcp"), HEADER + line);
    }

    private int run(Path table) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "bash", Path.of("..", "deploy", "image", "healthy").toString(), table.toString());
        builder.environment().put("TSUNAGI_DATA_DIR", data.toString());
        Process process = builder.redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
