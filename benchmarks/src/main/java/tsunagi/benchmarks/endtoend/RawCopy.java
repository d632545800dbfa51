package tsunagi.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The most that a sync could do: a file goes from one process to another's
/// file, and nobody looks at it.
final class RawCopy {
    private static final int ROUNDS = 5;

    /// Bytes in a second, the median of some rounds.
    ///
    /// @param copy is written, and deleted again
    static double bytesPerSecond(Path file, Path copy) throws IOException {
        List<Double> rates = new ArrayList<>();
        try (RawServer.Running server = RawServer.start("serve", file.toString())) {
            for (int round = 0; round < 2 * ROUNDS; round++) {
                long begun = System.nanoTime();
                long bytes = take(server, Files.size(file), copy);
                if (round >= ROUNDS) rates.add(bytes * 1e9 / (System.nanoTime() - begun));
                Files.delete(copy);
            }
        }
        return ServeFigures.median(rates);
    }

    private static long take(RawServer.Running server, long bytes, Path copy) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        long taken = 0;
        try (SocketChannel socket = SocketChannel.open(server.address());
                FileChannel to = FileChannel.open(copy, CREATE_NEW, WRITE)) {
            socket.write(ByteBuffer.wrap("GET_CHAIN\n".getBytes(UTF_8)));
            while (taken < bytes) {
                if (socket.read(buffer.clear()) < 0) throw new IOException("the server closed the connection");
                buffer.flip();
                while (buffer.hasRemaining()) taken += to.write(buffer);
            }
        }
        return taken;
    }

    private RawCopy() {}
}
