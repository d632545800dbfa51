package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Ports;

/// A peer that waits to be dialled, on a port that stays the same.
final class Listener implements Closeable {
    /// A node's connection, and when it came.
    record Arrived(Socket socket, long nanoTime) {}

    private final InetAddress here;
    private final int port;
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final int receiveBuffer;
    private @Nullable ServerSocket server;

    /// Does not listen yet.
    ///
    /// @param here          where nodes reach the player
    /// @param receiveBuffer in bytes, or 0 for what the system thinks best
    Listener(InetAddress here, int port, int receiveBuffer) {
        this.here = here;
        this.port = port;
        this.receiveBuffer = receiveBuffer;
    }

    /// What the node is told to dial.
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

    /// Whether a connection that nobody took is there, or comes. It is closed.
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
        return arrived.poll(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() throws IOException {
        if (server != null) Forks.close(server);
        for (Arrived unused; (unused = arrived.poll()) != null; ) Forks.close(unused.socket());
    }
}
