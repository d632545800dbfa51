package tsunagi.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tsunagi.benchmarks.PlainBlock;

/// Syncs from a node as a plain Java program would: a buffered reader, data binding for each
/// line, `HexFormat`, `MessageDigest`, a buffered file.
final class DatabindWay {
    private double nanosPerBlock;

    /// Blocks in a second, of the second half of `blocks`; the first warms it up.
    double blocksPerSecond(SocketAddress node, int blocks, Path log) throws IOException {
        try (Socket socket = new Socket();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 18)) {
            socket.connect(node);
            socket.getOutputStream().write("GET_CHAIN\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 1 << 18);
            String tip = take(in, out, blocks / 2, null);
            long start = System.nanoTime();
            long processorStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            take(in, out, blocks / 2, tip);
            long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processorStart;
            nanosPerBlock = processor / (blocks / 2.0);
            return blocks / 2.0 * 1e9 / (System.nanoTime() - start);
        }
    }

    /// Processor time of the same half.
    double nanosPerBlock() {
        return nanosPerBlock;
    }

    private String take(BufferedReader in, OutputStream out, int blocks, @Nullable String parent) throws IOException {
        String tip = parent == null ? "" : parent;
        for (int taken = 0; taken < blocks; taken++) {
            String frame = in.readLine();
            PlainBlock block = PlainBlock.read(frame);
            boolean links = tip.isEmpty() || block.prev_hash().equals(tip);
            if (!links) throw new IOException("block " + block.index() + " does not follow the one before it");
            tip = block.hash();
            out.write(frame.getBytes(UTF_8));
            out.write('\n');
        }
        return tip;
    }
}
