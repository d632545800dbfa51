package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.net.ServerSocket;

/// The least that a program which listens can do: what a node's start is measured against.
public final class BareListener {
    /// Listens, says so as a node does, and waits until it is ended.
    public static void main(String[] args) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            System.err.println("listening on 0.0.0.0:" + socket.getLocalPort());
            socket.accept().close();
        }
    }

    private BareListener() {}
}
