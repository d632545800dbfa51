package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.chain.LogProof;
import tsunagi.chain.NewCheckpoint;
import tsunagi.chain.ProvenBlock;
import tsunagi.network.core.Admission;
import tsunagi.network.core.Ban;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Defence;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Offence;
import tsunagi.network.core.Sentence;
import tsunagi.network.core.Standing;
import tsunagi.network.core.Step;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;
import tsunagi.simulation.disk.PowerLoss;
import tsunagi.simulation.disk.UncheckedFailure;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Socket;

/// The node's process, from a start to the crash that ends it.
final class RunningNode {
    /// Some blocks: many checkpoints in a run.
    private static final long CHECKPOINT_BYTES = 1_500;

    private final SimulatedNode host;
    private final Chain chain;
    private final NodeCore core;
    private final Defence defence = new Defence(NetworkLimits.DEFAULT_MAX_INBOUND_PEERS, address -> false);
    private final Set<NodeConnection> connections = new LinkedHashSet<>();
    private boolean running = true;
    private long forcedTo;

    RunningNode(SimulatedNode host, Chain chain) {
        this.host = host;
        this.chain = chain;
        this.core = host.software().core(chain);
        this.forcedTo = chain.log().end();
        tickLater();
        host.agenda().after(host.clock().span(NetworkLimits.PROOF_DELAY.toNanos()), () -> run(this::prove));
    }

    Chain chain() {
        return chain;
    }

    NodeCore core() {
        return core;
    }

    Set<NodeConnection> connections() {
        return connections;
    }

    /// What the machine's clock shows, in nanoseconds.
    long clock() {
        return host.clock().at(host.agenda().now());
    }

    void say(Supplier<String> what) {
        host.say(what);
    }

    /// Does it unless the process has ended; the power may go meanwhile.
    void run(Agenda.Action action) throws IOException {
        if (!running) return;
        try {
            action.happen();
        } catch (PowerLoss e) {
            host.crash("in the middle of a write");
        } catch (UncheckedFailure e) {
            if (host.software().endsAt(e)) host.die("of " + e);
        }
        // A rival's file that cannot be written is no reason to stop, but this machine has.
        if (running && host.isOff()) host.crash("while it stages a branch");
    }

    /// What the start believed of a checkpoint is read.
    private void prove() throws IOException {
        Optional<LogProof> unproven = chain.unproven();
        if (unproven.isEmpty()) return;
        LogProof proof = unproven.get();
        proof.run(proof::compare);
        proof.conclude();
        say(() -> "has proven its checkpoint");
    }

    private void keepCheckpoint() throws IOException {
        Optional<NewCheckpoint> due = chain.checkpoint(CHECKPOINT_BYTES);
        if (due.isEmpty()) return;
        due.get().write();
        chain.keep(due.get());
        say(() -> "keeps a checkpoint");
    }

    void later(Agenda.Action action) {
        host.agenda().after(0, () -> run(action));
    }

    private void tickLater() {
        host.agenda().after(host.clock().span(NetworkLimits.TICK.toNanos()), () -> run(this::tick));
    }

    private void tick() throws IOException {
        core.tick(clock());
        for (NodeConnection connection : List.copyOf(connections)) connection.closeIfOverdue();
        long end = chain.log().end();
        if (end > forcedTo) chain.log().force();
        forcedTo = end;
        keepCheckpoint();
        host.witness().ticked(host);
        tickLater();
    }

    void connected(Socket socket, Direction direction, Link link) throws IOException {
        run(() -> {
            switch (direction) {
                case OUTBOUND ->
                    serve(
                            socket,
                            direction,
                            link,
                            defence.dialled(link.listener().name(), clock()));
                case INBOUND -> {
                    Admission admission = defence.admit(link.dialler().name(), clock());
                    switch (admission) {
                        case Admission.Admitted admitted -> serve(socket, direction, link, admitted.standing());
                        case Admission.Banned banned -> socket.close();
                        case Admission.ShareTaken taken -> socket.close();
                        case Admission.Full full -> socket.close();
                    }
                }
            }
        });
    }

    private void serve(Socket socket, Direction direction, Link link, Standing standing) throws IOException {
        NodeConnection connection = new NodeConnection(this, socket, direction, link, standing);
        connections.add(connection);
        say(() -> "is connected " + connection);
    }

    /// A peer has done what it should not have.
    void offended(NodeConnection by, Offence offence, Supplier<Optional<Hash>> frame) {
        Sentence sentence = defence.offended(by.standing(), offence, frame, clock());
        switch (sentence) {
            case Sentence.Tolerated tolerated -> {}
            case Sentence.Closed closed -> by.close(CloseReason.MISBEHAVED);
            case Sentence.Excluded excluded -> {
                say(() -> "bans " + excluded.ban().address() + " for "
                        + excluded.ban().reason().words());
                for (NodeConnection other : List.copyOf(connections)) {
                    if (other.standing().equals(by.standing())) other.close(CloseReason.MISBEHAVED);
                }
            }
        }
    }

    /// The bans in force.
    List<Ban> bans() {
        return defence.bans(clock());
    }

    void received(NodeConnection from, List<ProvenBlock> blocks) throws IOException {
        List<NodeCore.Placed> all = host.software().receive(core, from.session(), blocks, clock());
        for (NodeCore.Placed placed : all) {
            say(() -> "has block " + placed.index() + " from " + from + ": " + words(placed.result()));
            if (placed.result() instanceof AddResult.Joined joined)
                host.witness().joined(host, joined);
        }
        if (core.isSwitching()) later(this::advance);
    }

    /// One step of a switch to a rival at a time: other things happen between them.
    private void advance() throws IOException {
        for (AddResult.Joined joined : core.advance()) {
            say(() -> "has " + words(joined));
            host.witness().joined(host, joined);
        }
        if (core.isSwitching()) later(this::advance);
    }

    /// @param proven on the tip
    void submit(ProvenBlock proven) throws IOException {
        run(() -> {
            Optional<AddResult> result = core.submit(proven);
            if (result.isPresent() && result.get() instanceof AddResult.Joined joined) {
                say(() -> "mined block " + proven.index() + " " + shortened(proven));
                host.witness().joined(host, joined);
                host.witness().mined(host);
            }
        });
    }

    boolean asked(NodeConnection by, Locator locator) throws IOException {
        host.witness().asked(host, by);
        return host.software().asked(core, by.session(), locator, clock());
    }

    void inputEnded(NodeConnection by, Liveness liveness) {
        host.witness().inputEnded(host, by);
        host.software().inputEnded(core, by.session(), liveness);
    }

    Step next(NodeConnection to) throws IOException {
        return host.software().next(core, to.session());
    }

    ByteBuffer written(Step.Transfer step, ByteBuffer frames) {
        return host.software().written(step, frames);
    }

    void closed(NodeConnection connection, CloseReason reason) {
        host.witness().closed(host, connection, reason);
    }

    void sent(NodeConnection to, Step.Transfer step, ByteBuffer frames) {
        host.witness().sent(host, to, step.stream(), frames.duplicate());
        host.software().sent(core, to.session(), step, frames);
    }

    void ended(NodeConnection connection) {
        connections.remove(connection);
        core.close(connection.session());
        if (connection.session().direction() == Direction.INBOUND) defence.left(connection.standing());
    }

    /// The process is gone, and with it its connections.
    ///
    /// @return these, for their other ends to notice
    List<NodeConnection> kill() {
        running = false;
        return new ArrayList<>(connections);
    }

    private static String shortened(ProvenBlock block) {
        return block.hash().toString().substring(0, 12);
    }

    private static String words(AddResult result) {
        return switch (result) {
            case AddResult.Added added -> "added " + added.joined().size();
            case AddResult.Reorganised other ->
                "reorganised, left " + other.departed() + " and joined "
                        + other.joined().size();
            case AddResult.Switched rival -> "switched, left " + rival.departed() + " and joined " + rival.count();
            case AddResult.Staged staged -> "on a rival, which has " + staged.height() + " of " + staged.needed();
            case AddResult.Duplicate duplicate -> "known";
            case AddResult.SideBranch side -> "side branch";
            case AddResult.Orphan orphan -> "orphan";
            case AddResult.Rejected rejected -> "rejected, " + rejected.reason().words();
        };
    }

    /// A killed process has its connections closed by the system; one without power has not.
    long noticeDelay() {
        return host.noticeDelay();
    }

    /// A block on the tip, still to be worked on.
    Block template(String data, long timestamp) {
        return core.tip().child(data, List.of(), timestamp);
    }
}
