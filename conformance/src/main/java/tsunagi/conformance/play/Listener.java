package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Ports;

/// A peer that waits to be dialled, on a port that stays its own until the end, also
/// while it does not listen.
final class Listener implements Closeable {
    /// A node's connection, and when it came.
    record Arrived(Socket socket, long nanoTime) {}

    private final InetAddress here;
    private final int port;
    /// Bound, and never listening: it keeps the port from all others on this machine,
    /// and refuses who dials it.
    private final Socket reservation = new Socket();

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final int receiveBuffer;
    private @Nullable ServerSocket server;

    /// Does not listen yet.
    ///
    /// @param here          where nodes reach the player
    /// @param receiveBuffer in bytes, or 0 for what the system thinks best
    Listener(InetAddress here, int port, int receiveBuffer) throws IOException {
        this.here = here;
        this.port = port;
        this.receiveBuffer = receiveBuffer;
        reservation.setReuseAddress(true);
        reservation.bind(new InetSocketAddress(here, port));
    }

    /// The address that the node gets to dial.
    String address() {
        return here.getHostAddress() + ":" + port;
    }

    int port() {
        return port;
    }

    void open() throws IOException {
        ServerSocket opened = Ports.listenShared(here, port);
        if (receiveBuffer > 0) opened.setReceiveBufferSize(receiveBuffer);
        server = opened;
        Thread.ofVirtual().name("listener " + port).start(() -> accept(opened));
    }

    /// Whether there is, or comes, a connection that no step took. Closes it.
    boolean isDialled(Deadline deadline) throws InterruptedException, IOException {
        Arrived arrived = next(deadline);
        if (arrived != null) Forks.close(arrived.socket());
        return arrived != null;
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) arrived.add(new Arrived(opened.accept(), System.nanoTime()));
        } catch (IOException e) {
            // It listens no more.
        }
    }

    @Nullable
    Arrived next(Deadline deadline) throws InterruptedException {
        Arrived first = arrived.poll();
        while (first == null && !deadline.isOver()) {
            first = arrived.poll(deadline.nanosToWait(), TimeUnit.NANOSECONDS);
        }
        return first;
    }

    /// Listens no more; who dials is refused.
    void unlisten() throws IOException {
        if (server != null) Forks.close(server);
        for (Arrived unused; (unused = arrived.poll()) != null; ) Forks.close(unused.socket());
    }

    @Override
    public void close() throws IOException {
        unlisten();
        Forks.close(reservation);
    }
}
