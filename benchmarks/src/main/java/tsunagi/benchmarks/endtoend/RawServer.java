package tsunagi.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a node's serving and relaying are measured against: a process that does nothing but
/// `transferTo` a file to each client, or write a frame to one peer after another.
public final class RawServer {
    private static final int MAX_FRAME_BYTES = 4096;

    /// A server in a process of its own, as the node is.
    record Running(Process process, InetSocketAddress address) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
        }
    }

    static Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RawServer.class.getName()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /// Starts a server that says its port first.
    static Running start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        int port = Integer.parseInt(out.readLine());
        return new Running(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// Serves until it is killed.
    ///
    /// @param args `serve FILE`, or `broadcast PEERS`
    public static void main(String[] args) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            System.out.println(((InetSocketAddress) listener.getLocalAddress()).getPort());
            if (args[0].equals("serve")) serve(listener, Path.of(args[1]));
            else broadcast(listener, Integer.parseInt(args[1]));
        }
    }

    private static void serve(ServerSocketChannel listener, Path file) throws IOException {
        try (FileChannel from = FileChannel.open(file)) {
            while (true) {
                try (SocketChannel to = listener.accept()) {
                    to.read(ByteBuffer.allocate(MAX_FRAME_BYTES));
                    for (long at = 0; at < from.size(); ) at += from.transferTo(at, from.size() - at, to);
                }
            }
        }
    }

    /// Passes each frame of the client that connected last on to all others.
    private static void broadcast(ServerSocketChannel listener, int count) throws IOException {
        List<SocketChannel> peers = new ArrayList<>();
        while (peers.size() < count) peers.add(listener.accept());
        ByteBuffer frame = ByteBuffer.allocateDirect(MAX_FRAME_BYTES);
        try (SocketChannel sender = listener.accept()) {
            while (sender.read(frame.clear()) > 0) {
                frame.flip();
                for (SocketChannel peer : peers) peer.write(frame.duplicate());
            }
        }
    }

    private RawServer() {}
}
