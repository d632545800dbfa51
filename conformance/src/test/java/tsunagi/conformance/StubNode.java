package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Octets;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Message;

/// Just enough of a node to try the player on: it knows one chain, relays, answers and dials. What
/// a [Quirk] says goes wrong, goes wrong.
public final class StubNode implements RunningNode {
    /// After the last line of a scenario that ends with an answer, and well before
    /// its stage is judged again.
    private static final Duration LATER = Duration.ofMillis(300);

    private static final Duration SLOWLY = Duration.ofMillis(300);

    /// Twice this is more than a test gives, and once is less, by much more
    /// than a busy machine needs.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// The player waits 3 s for an answer on a new connection.
    private static final Duration LONGER_THAN_A_SETTLING = Duration.ofSeconds(4);

    /// How late an answer is that comes too late for a test's deadline, however long the test is
    /// held up itself. A stub that is ended waits no longer.
    private static final Duration LATE = Duration.ofSeconds(30);

    /// Longer than any test.
    private static final Duration FOREVER = Duration.ofSeconds(60);

    private static final int REQUESTS_OF_A_PROBE = 2;

    private final Quirk quirk;
    private final Path log;
    private final List<Block> chain = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> givers = ConcurrentHashMap.newKeySet();
    private final Set<Socket> heldBack = ConcurrentHashMap.newKeySet();
    private final Set<Socket> dialled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger answers = new AtomicInteger();
    private @Nullable ServerSocket server;
    private volatile @Nullable String ended;
    private volatile boolean left;

    private StubNode(Quirk quirk, int port, List<String> peers, Path data) throws IOException {
        this.quirk = quirk;
        this.log = data.resolve("chain");
        if (Files.exists(log)) Octets.of(Files.readAllBytes(log)).frames().forEach(frame -> block(frame, null));
        if (quirk == Quirk.NEVER_LISTENS) {
            end("it ended with status 1");
            return;
        }
        server = Ports.listenOn(port);
        ServerSocket listening = server;
        Thread.ofVirtual().start(() -> accept(listening));
        for (String peer : peers) Thread.ofVirtual().start(() -> dial(peer));
    }

    public static Target target(Quirk quirk) {
        return new Target.Embedded((port, peers, data) -> start(quirk, port, peers, data));
    }

    static RunningNode start(Quirk quirk, int port, List<String> peers, Path data) throws IOException {
        return new StubNode(quirk, port, peers, data);
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It listens no more.
        }
    }

    private void dial(String peer) {
        int colon = peer.indexOf(':');
        String host = peer.substring(0, colon);
        int port = Integer.parseInt(peer.substring(colon + 1));
        boolean again = true;
        while (ended == null && again) {
            again = quirk != Quirk.DIALS_ONCE;
            try (Socket socket = new Socket(host, port)) {
                write(socket, Octets.utf8("GET_CHAIN\n"));
                dialled.add(socket);
                serve(socket);
            } catch (IOException e) {
                // Tried again below.
            }
            await(Duration.ofMillis(100));
        }
    }

    private void await(Duration time) {
        try {
            over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) {
        if (quirk == Quirk.REGISTERS_LATE) await(SLOWLY);
        sockets.add(socket);
        try (socket) {
            if (quirk == Quirk.CLOSES_AT_ONCE) return;
            greet(socket);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            boolean gaveBlock = false;
            for (int b; (b = in.read()) >= 0; ) {
                frame.write(b);
                if (frame.size() == 4096 && b != '\n') return;
                if (b != '\n') continue;
                Octets whole = Octets.of(frame.toByteArray());
                gaveBlock |= whole.isBlockFrame();
                handle(whole, socket);
                if (quirk == Quirk.CLOSES_AFTER_AN_ANSWER && gaveBlock && whole.isRequest()) return;
                frame.reset();
            }
            if (gaveBlock) left();
            if (quirk == Quirk.SAYS_NOTHING || quirk == Quirk.KEEPS_HALF_CLOSED) await(FOREVER);
        } catch (IOException e) {
            // The other end is gone.
        } finally {
            sockets.remove(socket);
        }
    }

    /// A peer has ended its side that is none of the player's own.
    private void left() {
        left = true;
        if (quirk == Quirk.DIES_WHEN_A_PEER_LEAVES) end("it ended with status 1");
    }

    private void greet(Socket socket) throws IOException {
        switch (quirk) {
            case GREETS -> write(socket, Octets.utf8("HELLO\n"));
            case GREETS_WITH_GENESIS -> write(socket, Blocks.frame(Blocks.GENESIS));
            case ASKS_INBOUND -> write(socket, Octets.utf8("GET_CHAIN\n"));
            default -> {}
        }
    }

    private void handle(Octets frame, Socket from) throws IOException {
        switch (quirk) {
            case SAYS_NOTHING -> {
                return;
            }
            case ECHOES -> write(from, frame);
            case ECHOES_LATER -> later(from, frame);
            case ANSWERS_SLOWLY -> {
                if (frame.isRequest()) await(SLOWLY);
            }
            case STALLS_ON_A_FRAME -> {
                if (!frame.isRequest()) await(FOREVER);
            }
            case FALLS_SILENT_WHEN_A_PEER_LEAVES -> {
                // Another thread notices that the peer has left.
                if (frame.isRequest()) await(LATER);
                if (left) return;
            }
            case ANSWERS_LATE -> {
                await(LATE);
                if (ended != null) return;
            }
            case FLOODS_WITHOUT_LF -> {
                while (true) write(from, Octets.utf8("x".repeat(1000)));
            }
            case FLOODS_FRAMES -> {
                while (true) write(from, Octets.utf8("x\n".repeat(1000)));
            }
            default -> {}
        }
        if (frame.isRequest()) {
            if (hasForgotten() || isHeldBack(from)) return;
            boolean pauses = quirk == Quirk.PAUSES_IN_ANSWERS_TO_A_DIALLED_PEER && dialled.contains(from);
            for (Block block : chain) {
                if (pauses && !block.equals(chain.getFirst())) await(LONGER_THAN_A_SETTLING);
                write(from, Blocks.frame(block));
            }
            if (quirk == Quirk.SAYS_CHAIN_END) write(from, Octets.utf8("CHAIN_SYNC_COMPLETE\n"));
        } else {
            block(frame, from);
        }
    }

    /// Who gave it a block is answered when the next connection asks, and before that one.
    private boolean isHeldBack(Socket from) throws IOException {
        if (quirk != Quirk.ANSWERS_A_GIVER_WITH_THE_NEXT) return false;
        if (givers.contains(from)) return heldBack.add(from);
        for (Socket held : heldBack) {
            for (Block block : chain) write(held, Blocks.frame(block));
        }
        heldBack.clear();
        return false;
    }

    private boolean hasForgotten() {
        return quirk == Quirk.FORGETS_AFTER_ONE_PROBE
                && !chain.isEmpty()
                && answers.getAndIncrement() >= REQUESTS_OF_A_PROBE;
    }

    private synchronized void block(Octets frame, @Nullable Socket from) {
        Message message = Message.parse(java.nio.ByteBuffer.wrap(frame.toArray()));
        if (!(message instanceof Message.BlockAnnounced announced)) return;
        Block tip = chain.isEmpty() ? Blocks.GENESIS : chain.getLast();
        boolean good = announced.block().prevHash().equals(tip.hash())
                && announced.block().computeHash().equals(announced.block().hash());
        if (good && from != null) givers.add(from);
        if (good) add(announced.block(), from);
    }

    private synchronized void add(Block block, @Nullable Socket from) {
        if (quirk == Quirk.DIES_ON_A_BLOCK) {
            // The connections of a process may be over before it is.
            closeAll();
            await(Duration.ofMillis(50));
            end("it ended with status 134");
            return;
        }
        chain.add(block);
        try {
            Files.write(
                    log, Octets.join(chain.stream().map(Blocks::frame).toList()).toArray());
        } catch (IOException e) {
            // The directory is gone, and the node is about to be.
        }
        if (quirk == Quirk.RELAYS_NOTHING) return;
        if (quirk == Quirk.PAUSES_BEFORE_EACH_RELAY) await(PAUSE);
        for (Socket socket : sockets) {
            if (socket.equals(from)) continue;
            tell(socket, Blocks.frame(block));
            if (quirk == Quirk.RELAYS_AGAIN_LATER) later(socket, Blocks.frame(block));
        }
    }

    private void tell(Socket socket, Octets frame) {
        try {
            for (int i = quirk == Quirk.RELAYS_TWICE ? 0 : 1; i < 2; i++) write(socket, frame);
        } catch (IOException e) {
            // This peer is gone, and the others are to hear of it none the less.
        }
    }

    private void later(Socket to, Octets frame) {
        Thread.ofVirtual().start(() -> {
            await(LATER);
            tell(to, frame);
        });
    }

    private void write(Socket socket, Octets bytes) throws IOException {
        boolean spaced = quirk == Quirk.WRITES_SPACES && bytes.isBlockFrame();
        String text = new String(bytes.toArray(), UTF_8);
        socket.getOutputStream().write(spaced ? text.replace("\":", "\": ").getBytes(UTF_8) : bytes.toArray());
    }

    private void end(String how) {
        ended = how;
        over.countDown();
        closeAll();
    }

    private void closeAll() {
        try {
            if (server != null) server.close();
            for (Socket socket : sockets) socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void console(Octets text) throws IOException {
        if (quirk == Quirk.READS_NO_CONSOLE) throw new IOException("Broken pipe");
        boolean onGenesis = chain.isEmpty() || quirk == Quirk.MINES_ON_GENESIS;
        String line = new String(text.toArray(), UTF_8).replaceFirst("\n$", "");
        String data = quirk == Quirk.SHOUTS ? line.toUpperCase(Locale.ROOT) : line;
        Block parent = onGenesis ? Blocks.GENESIS : chain.getLast();
        Block mined = Blocks.after(parent, Instant.now().getEpochSecond(), data);
        add(quirk == Quirk.MINES_WITHOUT_WORK ? mined.withProof(0, Hash.ZERO) : mined, null);
    }

    @Override
    public void endConsole() {}

    @Override
    public @Nullable String ended() {
        return ended;
    }

    @Override
    public String words() {
        return "a stub with the quirk " + quirk;
    }

    @Override
    public boolean stop(Duration within) {
        if (quirk == Quirk.DOES_NOT_STOP) return false;
        end("it ended with status 0");
        return true;
    }

    @Override
    public OptionalInt endStatus() {
        return OptionalInt.of(quirk == Quirk.CRASHES_WHEN_STOPPED ? 134 : 0);
    }

    @Override
    public void pause(boolean yes) throws IOException {
        throw new IOException("a stub cannot be paused");
    }

    @Override
    public void kill() {
        if (ended == null) end("it ended with status 137");
    }
}
