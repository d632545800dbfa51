package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/// A program that listens at a port and writes for ever to each client.
final class Flood {
    private static final byte[] FRAMES = "FLOOD\n".repeat(10_000).getBytes(UTF_8);

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().start(() -> flood(socket));
            }
        }
    }

    private static void flood(Socket socket) {
        try (socket) {
            while (true) socket.getOutputStream().write(FRAMES);
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    private Flood() {}
}
