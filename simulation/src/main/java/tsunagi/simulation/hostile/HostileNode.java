package tsunagi.simulation.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;
import tsunagi.network.core.Direction;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Locator;
import tsunagi.protocol.Message;
import tsunagi.simulation.node.ProofOfWork;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.time.Trace;
import tsunagi.simulation.wire.Host;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Socket;

/// A machine with ill will. It listens to what its peers say, so as to lie the better, and every
/// so often does one of the things that [Attack] names, until it is told to go.
public final class HostileNode implements Host {
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final String name;
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Trace trace;
    private final List<Socket> sockets = new ArrayList<>();
    private final Chain chain = Chain.inMemory(ProofOfWork.PARAMETERS);
    private final List<Link> toDial = new ArrayList<>();
    private boolean active = true;

    public HostileNode(String name, Agenda agenda, RandomGenerator random, Trace trace) {
        this.name = name;
        this.agenda = agenda;
        this.random = random;
        this.trace = trace;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        return active;
    }

    /// It will dial this link's listener.
    public void dials(Link link) {
        toDial.add(link);
    }

    /// Sets about it.
    public void start() {
        toDial.forEach(Link::dial);
        actLater();
    }

    private void actLater() {
        agenda.after(random.nextLong(LONGEST_PAUSE_NANOS), () -> {
            if (!active) return;
            if (!sockets.isEmpty()) act();
            actLater();
        });
    }

    private void act() throws IOException {
        Attack attack = Attack.any(random);
        say(() -> attack + " against " + sockets.size() + " peers");
        attack.against(this, random);
    }

    /// Leaves, and does not come back. What it sent last is lost.
    public void leave() {
        active = false;
        say(() -> "leaves");
        List.copyOf(sockets).forEach(socket -> socket.breakOff(0, 0));
        sockets.clear();
    }

    void say(Supplier<String> what) {
        trace.say(agenda.now(), name, what);
    }

    @Override
    public void connected(Socket socket, Direction direction, Link link) {
        sockets.add(socket);
        FrameDecoder decoder = new FrameDecoder();
        socket.ownedBy(new Socket.Owner() {
            @Override
            public void arrived(ByteBuffer bytes) throws IOException {
                while (decoder.next(bytes) instanceof FrameDecoder.Frame frame) overhear(frame.bytes());
            }

            @Override
            public void writable() {}

            @Override
            public void lost() {
                sockets.remove(socket);
                if (active && direction == Direction.OUTBOUND) link.redial();
            }
        });
    }

    private void overhear(ByteBuffer frame) throws IOException {
        if (Message.parse(frame) instanceof Message.BlockAnnounced announced) {
            chain.add(announced.block(), Origin.LOCAL);
        }
    }

    List<Socket> peers() {
        return List.copyOf(sockets);
    }

    Socket anyPeer() {
        return sockets.get(random.nextInt(sockets.size()));
    }

    void sendAll(byte[] frame) {
        for (Socket peer : peers()) send(peer, frame);
    }

    /// What does not fit the window is not sent: a flood does not wait.
    static void send(Socket peer, byte[] bytes) {
        int taken = peer.write(ByteBuffer.wrap(bytes));
        // Half a frame would spoil the next lie.
        if (taken < bytes.length) peer.close();
    }

    /// Sends one after another, with pauses.
    void sendSlowly(Socket peer, List<byte[]> frames, long pauseNanos) {
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            agenda.after(i * pauseNanos, () -> {
                if (active && peer.isOpen()) send(peer, frame);
            });
        }
    }

    static byte[] text(String frame) {
        return (frame + "\n").getBytes(UTF_8);
    }

    /// A block with its work on `parent`.
    static Block mined(Block parent, String data) {
        return ProofOfWork.done(new Block(
                parent.index() + 1, parent.timestamp() + 1, 0, data, parent.hash(), parent.hash(), List.of()));
    }

    static byte[] frame(Block block) {
        return BlockWriter.frame(block);
    }

    /// The chain as it has heard it, genesis first.
    List<Block> heard() throws IOException {
        List<Block> blocks = new ArrayList<>(List.of(ProofOfWork.PARAMETERS.genesis()));
        FrameDecoder decoder = new FrameDecoder();
        for (Extent extent : chain.answer(Locator.EMPTY).rest()) {
            ByteBuffer frames = ByteBuffer.allocate((int) extent.length());
            chain.log().read(extent.from(), frames);
            frames.flip();
            while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
                if (Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)
                    blocks.add(announced.block());
            }
        }
        return blocks;
    }
}
