package tsunagi.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What an [Attack] fires with: connections to the node, through the [Link],
/// counted, until it is over.
final class Gun {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 30_000;
    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final int PAUSE_THROWN_OUT_MILLIS = 10;

    private final int port;
    private final Battle battle;
    private final AtomicBoolean loaded = new AtomicBoolean();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong thrownOut = new AtomicLong();

    /// What all guns have in common.
    ///
    /// @param out     carries what they send
    /// @param in      carries what they are sent
    /// @param loading open when all are loaded
    /// @param begun   open when they may fire
    /// @param over    open when they may no longer
    record Battle(Link out, Link in, CountDownLatch loading, CountDownLatch begun, CountDownLatch over) {}

    Gun(int port, Battle battle) {
        this.port = port;
        this.battle = battle;
    }

    long sentBytes() {
        return sentBytes.get();
    }

    long connections() {
        return connections.get();
    }

    long thrownOut() {
        return thrownOut.get();
    }

    /// Whether it is not over yet. Who asks for the first time is loaded, and waits until all
    /// others are: what they do to get ready is not to take processors from the node.
    boolean fires() {
        if (loaded.compareAndSet(false, true)) {
            battle.loading().countDown();
            await(battle.begun());
        }
        return battle.over().getCount() > 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an attacker", e);
        }
    }

    /// Waits so many milliseconds, or until it is over.
    void pause(long millis) {
        try {
            battle.over().await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an attacker", e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
        connections.incrementAndGet();
        return socket;
    }

    void send(Socket socket, byte[] bytes) throws IOException {
        battle.out().carry(bytes.length);
        socket.getOutputStream().write(bytes);
        sentBytes.addAndGet(bytes.length);
    }

    /// Reads what is there, at most as much as fits.
    ///
    /// @return how much, or less than 0 at the end
    int read(InputStream from, byte[] into) throws IOException {
        int bytes = from.read(into);
        if (bytes > 0) battle.in().carry(bytes);
        return bytes;
    }

    /// Sends one volley after the other. Thrown out, it comes again.
    void flood(Iterator<byte[]> volleys) throws IOException {
        while (fires()) {
            try (Socket socket = connect()) {
                while (fires()) send(socket, volleys.next());
            } catch (IOException e) {
                thrownOut.incrementAndGet();
                pause(PAUSE_THROWN_OUT_MILLIS);
            }
        }
    }

    /// Something done on a connection.
    @FunctionalInterface
    interface Move {
        void on(Socket socket) throws IOException;
    }

    /// Opens so many connections, does `first` on each, and then `next` on each again and again
    /// with pauses. Those that are thrown out are replaced.
    void hold(int count, Move first, Move next, long pauseMillis) throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            while (fires()) {
                while (held.size() < count && fires()) {
                    held.add(connect());
                    attempt(held, held.getLast(), first);
                }
                for (Socket socket : List.copyOf(held)) attempt(held, socket, next);
                pause(pauseMillis);
            }
        } finally {
            for (Socket socket : held) socket.close();
        }
    }

    private void attempt(List<Socket> held, Socket socket, Move move) throws IOException {
        try {
            move.on(socket);
        } catch (IOException e) {
            thrownOut.incrementAndGet();
            held.remove(socket);
            socket.close();
        }
    }
}
