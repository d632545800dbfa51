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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Syncs from a node as a plain Java program would: a buffered reader, data binding for each
/// line, `HexFormat`, `MessageDigest`, a buffered file.
final class DatabindWay {
    private record Payment(String sender, String receiver, long amount) {}

    private record Message(
            long index,
            long timestamp,
            long nonce,
            String data,
            String prev_hash,
            String hash,
            List<Payment> transactions) {}

    private static final int PREFIX_LENGTH = "BLOCK:".length();

    private double nanosPerBlock;

    private final JsonMapper mapper = JsonMapper.builder().build();

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
            Message block = mapper.readValue(frame.substring(PREFIX_LENGTH), Message.class);
            String hash = HexFormat.of().formatHex(hash(block));
            boolean links = tip.isEmpty() || block.prev_hash().equals(tip);
            if (!hash.equals(block.hash()) || !links) throw new IOException("block " + block.index() + " is not valid");
            tip = hash;
            out.write(frame.getBytes(UTF_8));
            out.write('\n');
        }
        return tip;
    }

    private static byte[] hash(Message block) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        fixed.putInt((int) block.index()).putLong(block.timestamp()).putLong(block.nonce());
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(fixed.array());
            sha256.update(HexFormat.of().parseHex(block.prev_hash()));
            for (Payment payment : block.transactions()) {
                sha256.update(payment.sender().getBytes(UTF_8));
                sha256.update(payment.receiver().getBytes(UTF_8));
                sha256.update(
                        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, payment.amount()));
            }
            return sha256.digest(block.data().getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IOException("no SHA-256", e);
        }
    }
}
