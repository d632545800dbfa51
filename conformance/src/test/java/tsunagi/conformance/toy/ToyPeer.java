package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// One connection: a thread that cuts what comes into frames (1.2 to 1.5), and one that writes.
final class ToyPeer {
    /// What is done with whole frames, LF included.
    interface Frames {
        void frame(ToyPeer peer, byte[] frame);
    }

    private static final byte[] END = new byte[0];
    private static final byte[] WORD = "MUMBLE\n".getBytes(UTF_8);
    private static final int MAX_FRAME = 4096;
    /// In bytes. What is unread stays with the toy; a kernel might take all of it.
    private static final int SEND_BUFFER = 64 << 10;
    private static final long LATE_NANOS = 50_000_000;
    private static final int LONG_ANSWER_FRAMES = 100;

    final boolean outbound;
    final Socket socket;
    /// Hashes of the blocks that came from here or went there.
    final Set<String> crossed;
    long askedAt = Long.MIN_VALUE;
    /// How many orphans it made the node ask for, or would have.
    int orphans;
    /// How often it was asked because of one.
    int asked;
    int answered;
    /// The chain at its first request, or at the first with this suffix.
    final Map<String, List<ToyBlock>> snapshots = new HashMap<>();
    private int dropped;
    private int known;
    private volatile long heardAt = System.nanoTime();
    private int reads;
    private int streamed;
    private int sentAfterEnd;
    private volatile boolean ended;
    private volatile long writingSince;

    private final Trait trait;
    private final Runnable die;
    private final Gate gate;
    private final ToyMemory memory;
    private final BlockingQueue<byte[]> toWrite = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final AtomicInteger sent = new AtomicInteger();
    private boolean skipping;
    private volatile boolean isUnended;

    /// @param die  ends the node
    /// @param gate shut while the node is paused
    /// @param memory what wrong toys keep for longer than a connection
    ToyPeer(Socket socket, boolean outbound, Trait trait, Runnable die, Gate gate, ToyMemory memory)
            throws IOException {
        this.socket = socket;
        this.outbound = outbound;
        this.trait = trait;
        this.die = die;
        this.gate = gate;
        this.memory = memory;
        crossed = memory.crossed(socket, outbound);
        pending.writeBytes(memory.tail(socket, outbound));
        toWrite.addAll(memory.unsent(socket, outbound));
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(trait.is(Mutant.BLOCKS_ON_SLOW_PEER) ? 2048 : SEND_BUFFER);
        Thread.ofVirtual().start(this::write);
        if (trait.is(StateMutant.CLOSES_WHEN_UNREAD_FOR_15_S))
            Thread.ofVirtual().start(this::closeWhenUnread);
        if (trait.is(StateMutant.CLOSES_UNENDED_AFTER_15_S)) Thread.ofVirtual().start(this::closeWhenUnended);
    }

    /// Sends a frame after those before it, whenever the peer takes it.
    void send(byte[] frame) {
        if (trait.is(Mutant.SAYS_NOTHING)) return;
        boolean direct = trait.is(Mutant.BLOCKS_ON_SLOW_PEER)
                || trait.is(Mutant.BLOCKS_ON_FULL_BUFFER)
                || trait.is(Mutant.TEARS_FRAMES);
        if (direct) sendNow(frame);
        else toWrite.add(frame);
        if (trait.is(LateMutant.TALKS_AFTER_FRAME, sent.incrementAndGet())) talk();
    }

    /// Whether so many long answers are on their way to it.
    boolean isBehind(int longAnswers) {
        return toWrite.size() > longAnswers * LONG_ANSWER_FRAMES;
    }

    /// What no correct node does: say something that nobody asked for.
    void talk() {
        toWrite.add(WORD);
    }

    /// What a correct node never does: write from whatever thread comes along.
    void sendNow(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }

    private void closeIn(int seconds) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(this::close);
    }

    /// What no correct node does so soon.
    private void closeWhenUnread() {
        while (!socket.isClosed()) {
            long since = writingSince;
            if (since != 0 && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(15)) close();
            LockSupport.parkNanos(LATE_NANOS);
        }
    }

    /// Whether it has sent nothing for so long.
    boolean isSilentFor(int seconds) {
        return System.nanoTime() - heardAt > TimeUnit.SECONDS.toNanos(seconds);
    }

    /// What no correct node does so soon.
    private void closeWhenUnended() {
        while (!socket.isClosed()) {
            if (isUnended && isSilentFor(15)) close();
            LockSupport.parkNanos(LATE_NANOS);
        }
    }

    /// How many frames wait to be written.
    int waiting() {
        return toWrite.size();
    }

    /// Whether one more frame that was dropped is one too many; to a correct node it never is.
    boolean isFedUp() {
        dropped++;
        return (trait.is(WireMutant.CLOSES_AFTER_TEN_BAD) && dropped >= 10)
                || (trait.is(WireMutant.CLOSES_AFTER_HUNDREDS_BAD) && dropped >= 300)
                || (trait.is(Freedom.CLOSES_AT_THE_1000TH_BAD) && dropped >= 1000)
                || memory.isFedUp();
    }

    /// A block came that is known.
    void sentKnown() {
        if (++known >= 2560 && trait.is(StateMutant.CLOSES_AT_THE_2560TH_KNOWN)) close();
    }

    @SuppressWarnings("ReferenceEquality") // END is no frame, whatever it holds
    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] frame = toWrite.take(); frame != END; frame = toWrite.take()) {
                if (trait.is(Mutant.DROPS_ON_HALF_CLOSE)) LockSupport.parkNanos(LATE_NANOS);
                gate.pass();
                writingSince = System.nanoTime();
                out.write(frame);
                writingSince = 0;
                if (ended) sentAfterEnd += frame.length;
                if (trait.is(WireMutant.CUTS_LONG_ANSWERS) && sentAfterEnd > 1 << 20) break;
            }
            socket.close();
        } catch (IOException e) {
            if (trait.is(Mutant.DIES_ON_BROKEN_PIPE) && !socket.isClosed()) die.run();
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads until the peer ends, and hands over its frames.
    void read(Frames frames) {
        byte[] buffer = new byte[8192];
        try {
            while (true) {
                int length = socket.getInputStream().read(buffer);
                boolean waited = gate.pass();
                if (length < 0) break;
                if (waited && trait.is(LateMutant.SKIPS_WHAT_WAITED)) {
                    socket.getInputStream().skipNBytes(socket.getInputStream().available());
                    continue;
                }
                take(Arrays.copyOf(buffer, length), frames);
                isUnended = pending.size() > 0;
            }
            if (trait.is(Mutant.HANDLES_UNENDED_FRAME) && pending.size() > 0) endFrame(frames);
            if (trait.is(Mutant.DROPS_ON_HALF_CLOSE)) close();
            ended = true;
            memory.lost(socket, outbound, pending.toByteArray());
            if (outbound && trait.is(StateMutant.CUTS_ANSWERS_OF_A_DIALLED_PEER)) close();
            if (trait.is(WireMutant.CUTS_SLOW_ANSWERS)) closeIn(3);
            if (trait.is(StateMutant.CUTS_ANSWERS_AFTER_15_S)) closeIn(15);
            if (!trait.is(WireMutant.KEEPS_HALF_CLOSED_CONNECTIONS)) toWrite.add(END);
        } catch (IOException e) {
            boolean reset = !socket.isClosed();
            memory.lostUnsent(socket, outbound, toWrite);
            memory.lost(socket, outbound, pending.toByteArray());
            if (reset && trait.is(Mutant.DIES_ON_RESET)) die.run();
            close();
        }
    }

    private void take(byte[] read, Frames frames) {
        byte[] whole = ToyFrames.ended(read, trait);
        byte[] bytes = trait.is(Mutant.DECODES_EACH_READ) ? new String(whole, UTF_8).getBytes(UTF_8) : whole;
        if (trait.is(Mutant.ONE_READ_ONE_FRAME)) pending.reset();
        int counted = trait.is(Mutant.LIMITS_EACH_READ) ? -pending.size() : 0;
        if (trait.is(Mutant.LIMITS_THE_BUFFER) && pending.size() + bytes.length > MAX_FRAME) close();
        int handled = 0;
        heardAt = System.nanoTime();
        reads = pending.size() == 0 ? 1 : reads + 1;
        for (byte b : bytes) {
            if (socket.isClosed()) return;
            if (trait.is(WireMutant.FORGETS_BEYOND_8192) && ++streamed % 8192 == 0) pending.reset();
            if (b == '\n') {
                endFrame(frames);
                counted = 0;
                if (trait.is(WireMutant.HANDLES_64_FRAMES_OF_A_READ) && ++handled == 64) return;
                if (trait.is(Mutant.DROPS_REST_OF_READ) || trait.is(Mutant.ONE_READ_ONE_FRAME)) return;
            } else {
                pending.write(b);
                if (pending.size() + counted >= limit()) overflow();
            }
        }
    }

    private int limit() {
        if (trait.is(Mutant.REFUSES_4096)) return MAX_FRAME - 1;
        if (trait.is(Mutant.ACCEPTS_4097)) return MAX_FRAME + 1;
        if (trait.is(WireMutant.TAKES_4098)) return 4098;
        if (trait.is(WireMutant.TAKES_5000)) return 5000;
        if (trait.is(WireMutant.CLOSES_BEYOND_8192)) return 8192;
        if (trait.is(WireMutant.TAKES_65536)) return 65_536;
        return trait.is(Mutant.NEVER_CLOSES) ? Integer.MAX_VALUE : MAX_FRAME;
    }

    private void overflow() {
        if (trait.is(Mutant.DIES_ON_LONG_LINE)) die.run();
        skipping = trait.is(Mutant.SKIPS_LONG_LINE);
        pending.reset();
        if (!skipping) close();
    }

    private void endFrame(Frames frames) {
        pending.write('\n');
        byte[] frame = pending.toByteArray();
        pending.reset();
        boolean loses = reads > 256 && trait.is(StateMutant.LOSES_FRAMES_OF_256_READS);
        if (!skipping && !loses) frames.frame(this, frame);
        reads = 1;
        skipping = false;
    }
}
