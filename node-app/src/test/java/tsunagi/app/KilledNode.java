package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.NewCheckpoint;
import tsunagi.chain.Tip;
import tsunagi.protocol.Message;

/// A node on one directory that is killed and started again: what it showed to others is written
/// down here, outside of it, and compared with what is left.
final class KilledNode {
    static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(1);

    private static final Pattern BLOCK_ON_CONSOLE = Pattern.compile("block (\\d+) ([0-9a-f]{64})");

    private final Path directory;
    private final String[] command;
    private final Set<String> relayedFrames = ConcurrentHashMap.newKeySet();
    private final Set<String> shownHashes = new HashSet<>();
    private long highestShown;

    /// @param neighbour port of the node it dials
    KilledNode(Path directory, int neighbour) {
        this.directory = directory;
        this.command =
                new String[] {"0", "127.0.0.1:" + neighbour, "--data-dir", directory.toString(), "--difficulty", "1"};
    }

    /// How many blocks others have seen of it so far: on a connection, or at its console.
    int promised() {
        return relayedFrames.size() + shownHashes.size();
    }

    /// One life: it syncs, mines and relays until some moment that `random` chooses; sometimes
    /// it is killed while it is still starting.
    void liveAndDie(Random random) throws Exception {
        try (NodeProcess node = NodeProcess.start(command)) {
            if (random.nextInt(8) == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
            } else {
                Thread typist = Thread.ofVirtual().start(() -> type(node));
                watch(node.awaitPort(), node, random.nextInt(1, 120));
                typist.join();
            }
            node.kill();
            for (String line : node.awaitEnd().errorLines()) noteConsole(line);
        }
    }

    /// Types until the process is gone.
    private static void type(NodeProcess node) {
        try {
            for (int i = 0; ; i++) node.type("line " + i);
        } catch (IOException e) {
            // It was killed, as it should be.
        }
    }

    /// Takes in what the node says as a peer of it, and kills it in the middle of it.
    private void watch(int port, NodeProcess node, int framesToLive) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET_CHAIN\n".getBytes(UTF_8));
            BufferedReader frames = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (int i = 0; i < framesToLive; i++) noteFrame(frames.readLine());
            node.kill();
            readRest(frames);
        }
    }

    /// What was on its way when it was killed. Half a frame promises nothing.
    private void readRest(BufferedReader frames) throws IOException {
        StringBuilder frame = new StringBuilder();
        try {
            for (int c = frames.read(); c >= 0; c = frames.read()) {
                if (c != '\n') {
                    frame.append((char) c);
                    continue;
                }
                noteFrame(frame.toString());
                frame.setLength(0);
            }
        } catch (SocketException e) {
            // A reset is an end too.
        }
    }

    private void noteFrame(@Nullable String frame) {
        if (frame != null && frame.startsWith(Message.BLOCK_PREFIX)) relayedFrames.add(frame);
    }

    private void noteConsole(String line) {
        Matcher block = BLOCK_ON_CONSOLE.matcher(line);
        if (!block.find()) return;
        highestShown = Math.max(highestShown, Long.parseLong(block.group(1)));
        shownHashes.add(block.group(2));
    }

    /// What was promised and is not there any more, in words; empty if all is well. Opens the
    /// chain as a start does, and leaves a checkpoint for the next life.
    List<String> losses() throws IOException {
        List<String> losses = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(directory)) {
            Tip replayed = data.inspect(PARAMETERS).tip();
            try (Chain chain = data.openChain(PARAMETERS).chain()) {
                if (chain.tip().index() < highestShown) {
                    losses.add("height " + highestShown + " was shown, "
                            + chain.tip().index() + " is left");
                }
                if (!chain.tip().equals(replayed)) {
                    losses.add("a start with the checkpoint leads to " + chain.tip() + ", the log to " + replayed);
                }
                keepCheckpoint(chain);
            }
        }
        Set<String> frames = new HashSet<>(Files.readAllLines(directory.resolve("chain.log")));
        Set<String> hashes = new HashSet<>();
        frames.forEach(frame -> hashes.add(hashOf(frame)));
        relayedFrames.stream().filter(frame -> !frames.contains(frame)).forEach(losses::add);
        shownHashes.stream().filter(hash -> !hashes.contains(hash)).forEach(losses::add);
        return losses;
    }

    private static void keepCheckpoint(Chain chain) throws IOException {
        Optional<NewCheckpoint> checkpoint = chain.checkpoint(1);
        if (checkpoint.isEmpty()) return;
        checkpoint.get().write();
        chain.keep(checkpoint.get());
    }

    private static String hashOf(String frame) {
        Message message = Message.parse(ByteBuffer.wrap((frame + "\n").getBytes(UTF_8)));
        return message instanceof Message.BlockAnnounced announced
                ? announced.block().hash().toString()
                : "no block";
    }
}
