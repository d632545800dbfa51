package tsunagi.conformance.toy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/// Accepts the connections of a toy (5.1).
final class ToyListener {
    /// What is done with a connection.
    interface Accepted {
        void accepted(Socket socket) throws IOException;
    }

    private static final int MAX_BINDS = 200;
    private static final long BIND_AGAIN_NANOS = 10_000_000;

    private final Trait trait;
    private final ServerSocket server = new ServerSocket();

    ToyListener(Trait trait) throws IOException {
        this.trait = trait;
    }

    /// Accepts connections from now on, until it is closed.
    ///
    /// @param failed what is done when no more come
    void open(int port, Accepted taker, Runnable failed) throws IOException {
        bind(port);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) taker.accepted(server.accept());
            } catch (IOException e) {
                failed.run();
            }
        });
    }

    /// The port of a toy that was ended is free when its thread has left accept,
    /// which may take a moment.
    private void bind(int port) throws IOException {
        server.setReuseAddress(true);
        for (int tries = 1; !server.isBound(); tries++) {
            try {
                server.bind(
                        trait.is(Mutant.LISTENS_ON_LOOPBACK)
                                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                                : new InetSocketAddress(port));
            } catch (BindException e) {
                if (tries == MAX_BINDS) throw e;
                LockSupport.parkNanos(BIND_AGAIN_NANOS);
            }
        }
    }

    void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
