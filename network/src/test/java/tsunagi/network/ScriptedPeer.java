package tsunagi.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// The far end of a connection, as a script plays it: bytes out, expected frames in.
///
/// A frame is written here as text without its LF. That nothing came is shown by what comes
/// next: an answer, or a later block.
final class ScriptedPeer implements AutoCloseable {
    static final String REQUEST = "GET_CHAIN";

    private final Socket socket;
    private final InputStream in;

    private ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Eventually.DEADLINE.toMillis());
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static ScriptedPeer dial(int port) throws IOException {
        return new ScriptedPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// One whose system takes in next to nothing while nobody reads.
    static ScriptedPeer dialWithSmallBuffer(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new ScriptedPeer(socket);
    }

    /// Waits to be dialled.
    static ScriptedPeer accept(ServerSocket listener) throws IOException {
        listener.setSoTimeout((int) Eventually.DEADLINE.toMillis());
        return new ScriptedPeer(listener.accept());
    }

    int localPort() {
        return socket.getLocalPort();
    }

    void send(String... frames) throws IOException {
        sendRaw(String.join("\n", frames) + "\n");
    }

    void send(Block... blocks) throws IOException {
        send(List.of(blocks));
    }

    void send(List<Block> blocks) throws IOException {
        send(Mined.texts(blocks).toArray(String[]::new));
    }

    void sendRaw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(UTF_8));
    }

    void sendByteByByte(String frame) throws IOException {
        for (byte b : (frame + "\n").getBytes(UTF_8)) socket.getOutputStream().write(b);
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /// The next frame without its LF.
    String next() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new AssertionError("closed after: " + frame.toString(UTF_8));
            frame.write(b);
        }
        return frame.toString(UTF_8);
    }

    void expect(Block... blocks) throws IOException {
        expect(List.of(blocks));
    }

    void expect(List<Block> blocks) throws IOException {
        for (Block block : blocks) assertEquals(Mined.text(block), next());
    }

    void expect(String frame) throws IOException {
        assertEquals(frame, next());
    }

    /// The node says nothing but its chain, asked for it now: it has said nothing before, and
    /// what was sent to it before this has been handled.
    void expectOnlyChain(List<Block> chain) throws IOException {
        send(REQUEST);
        expect(chain);
    }

    void expectClosed() throws IOException {
        List<Integer> rest = new ArrayList<>();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) rest.add(b);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not closed", e);
        } catch (IOException e) {
            // A reset is an end too.
        }
        assertEquals(List.of(), rest, "bytes before the end");
    }

    /// All that comes until the node closes its side.
    String rest() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
