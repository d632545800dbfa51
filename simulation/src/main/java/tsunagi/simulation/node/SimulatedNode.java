package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.network.core.Ban;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Footprint;
import tsunagi.protocol.Locator;
import tsunagi.simulation.disk.SimulatedDirectory;
import tsunagi.simulation.disk.SimulatedDisk;
import tsunagi.simulation.disk.TailDamage;
import tsunagi.simulation.disk.UncheckedFailure;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.time.SkewedClock;
import tsunagi.simulation.time.Trace;
import tsunagi.simulation.wire.Host;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Socket;

/// A machine with a disk, a clock of its own, and a node on it that may crash and start again.
public final class SimulatedNode implements Host {
    /// What the names of honest nodes begin with.
    public static final String NAME = "node ";

    /// Seconds since 1970 at the beginning of virtual time, if the machine's clock is right.
    private static final long EPOCH_SECONDS = 1_783_932_844L;

    private static final String LOG = "chain.log";
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String name;
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Trace trace;
    private final SkewedClock clock;
    private final Software software;
    private final Witness witness;
    private final SimulatedDirectory directory = new SimulatedDirectory();
    private final List<Link> toDial = new ArrayList<>();
    private @Nullable RunningNode process;

    public SimulatedNode(
            String name,
            Agenda agenda,
            RandomGenerator random,
            Trace trace,
            SkewedClock clock,
            Software software,
            Witness witness) {
        this.name = name;
        this.agenda = agenda;
        this.random = random;
        this.trace = trace;
        this.clock = clock;
        this.software = software;
        this.witness = witness;
    }

    @Override
    public String name() {
        return name;
    }

    Agenda agenda() {
        return agenda;
    }

    SkewedClock clock() {
        return clock;
    }

    Software software() {
        return software;
    }

    Witness witness() {
        return witness;
    }

    void say(Supplier<String> what) {
        trace.say(agenda.now(), name, what);
    }

    @Override
    public boolean isUp() {
        return process != null;
    }

    private RunningNode process() {
        if (process == null) throw new IllegalStateException(name + " is down");
        return process;
    }

    /// It will dial this link's listener for as long as it runs.
    public void dials(Link link) {
        toDial.add(link);
    }

    /// Starts the node from what the disk holds. It stays down if the power goes meanwhile.
    public void start() throws IOException {
        if (isUp()) return;
        try {
            Chain chain = software.open(ProofOfWork.PARAMETERS, directory);
            process = new RunningNode(this, chain);
            say(() -> "starts at " + chain.tip().index());
            witness.started(this);
            toDial.forEach(Link::dial);
        } catch (IOException e) {
            // Recovery may wrap it in a sentence of its own.
            if (!isOff()) throw e;
            TailDamage damage = loseTail();
            say(() -> "crashes while it starts, the tail of its log: " + damage);
        } catch (UncheckedFailure e) {
            say(() -> "ends while it starts, of " + e);
        }
    }

    /// The process ends of itself; what it has written stays.
    void die(String why) {
        if (process == null) return;
        witness.goingDown(this);
        List<NodeConnection> connections = process.kill();
        process = null;
        say(() -> "ends " + why);
        connections.forEach(NodeConnection::vanish);
    }

    /// Whether the power is gone.
    boolean isOff() {
        return directory.isOff();
    }

    /// Ends the process and damages what was not forced.
    public void crash(String when) {
        if (process == null) return;
        witness.goingDown(this);
        List<NodeConnection> connections = process.kill();
        process = null;
        TailDamage damage = loseTail();
        say(() -> "crashes " + when + ", the tail of its log: " + damage);
        connections.forEach(NodeConnection::vanish);
    }

    /// How long the other end of a connection takes to notice that this
    /// machine is gone, at most 30 s.
    long noticeDelay() {
        return random.nextBoolean() ? 0 : random.nextLong(30 * NANOS_PER_SECOND);
    }

    private TailDamage loseTail() {
        return directory.crash(LOG, random);
    }

    /// The power goes during one of the next writes.
    public void failSoon(int writes) {
        directory.failAfter(writes);
    }

    /// One of the next writes throws something that is no IOException.
    public void failUncheckedSoon(int writes) {
        directory.failUncheckedAfter(writes);
    }

    /// The disk will not fail any more.
    public void repairDisk() {
        directory.failNoMore();
    }

    @Override
    public void connected(Socket socket, Direction direction, Link link) throws IOException {
        process().connected(socket, direction, link);
    }

    /// Mines a block on its tip.
    public void mine(String data) throws IOException {
        if (process == null) return;
        long seconds = EPOCH_SECONDS + clock.at(agenda.now()) / NANOS_PER_SECOND;
        process.submit(ProofOfWork.proven(ProofOfWork.done(process.template(data, Math.max(0, seconds)))));
    }

    /// The chain of a node that is up.
    public Chain chain() {
        return process().chain();
    }

    /// What a node that is up holds.
    public Footprint footprint() {
        return process().core().footprint();
    }

    /// Whom a node that is up has banned.
    public List<Ban> bans() {
        return process().bans();
    }

    /// The connections of a node that is up.
    public Set<NodeConnection> connections() {
        return process().connections();
    }

    /// The disk that the log is on.
    public SimulatedDisk log() {
        return directory.file(LOG);
    }

    /// What a node that is up would answer to this request.
    public ByteBuffer answer(Locator locator) throws IOException {
        List<Extent> extents = chain().answer(locator).rest();
        long length = extents.stream().mapToLong(Extent::length).sum();
        ByteBuffer frames = ByteBuffer.allocate((int) length);
        for (Extent extent : extents) {
            chain().log().read(extent.from(), frames.limit(frames.position() + (int) extent.length()));
        }
        return frames.flip();
    }
}
