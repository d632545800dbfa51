package tsunagi.simulation;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.time.Trace;
import tsunagi.simulation.wire.Link;

/// What befalls a network of honest nodes: blocks, and everything that can go wrong beneath them.
final class Turmoil {
    private static final long SECOND = 1_000_000_000;
    private static final long LONGEST_PAUSE_NANOS = SECOND;
    private static final long LONGEST_PARTITION_NANOS = 20 * SECOND;
    private static final long LONGEST_OUTAGE_NANOS = 15 * SECOND;
    private static final long LONGEST_NOTICE_NANOS = 10 * SECOND;
    private static final long LONGEST_DEAFNESS_NANOS = 40 * SECOND;
    private static final int MOST_WRITES_TO_FAILURE = 6;

    private static final int FIRST_CRASH = 85;

    private final Agenda agenda;
    private final RandomGenerator random;
    private final Trace trace;
    private final List<SimulatedNode> nodes;
    private final List<Link> links;

    /// Whether the first node's machine never fails in this run: some peers need a
    /// minute with one process.
    private final boolean isSteady;

    private boolean over;
    private int mined;

    Turmoil(Agenda agenda, RandomGenerator random, Trace trace, List<SimulatedNode> nodes, List<Link> links) {
        this.agenda = agenda;
        this.random = random;
        this.trace = trace;
        this.nodes = nodes;
        this.links = links;
        this.isSteady = random.nextBoolean();
    }

    void begin() {
        agenda.after(random.nextLong(LONGEST_PAUSE_NANOS), () -> {
            if (over) return;
            befall();
            begin();
        });
    }

    private void befall() throws IOException {
        SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
        int dice = random.nextInt(100);
        if (isSteady && node.equals(nodes.getFirst())) dice %= FIRST_CRASH;
        if (dice < 60) mine(node);
        else if (dice < 70) breakOff(links.get(random.nextInt(links.size())));
        else if (dice < 80) holdUp(links.get(random.nextInt(links.size())));
        else if (dice < FIRST_CRASH) partition();
        else if (dice < 91) crash(node);
        else if (dice < 97) powerFails(node);
        else failUnchecked(node);
    }

    /// One block, or some in a row.
    private void mine(SimulatedNode node) throws IOException {
        for (int count = random.nextInt(10) == 0 ? random.nextInt(2, 8) : 1; count > 0; count--) {
            node.mine("block " + ++mined);
        }
    }

    private void breakOff(Link link) {
        say(() -> "is lost", link);
        link.breakOff(LONGEST_NOTICE_NANOS);
    }

    private void holdUp(Link link) {
        say(() -> "is held up", link);
        link.holdUp(random.nextBoolean(), random.nextLong(LONGEST_DEAFNESS_NANOS));
    }

    private void say(Supplier<String> what, Link link) {
        trace.say(
                agenda.now(),
                "link",
                () -> link.dialler().name() + " to " + link.listener().name() + " " + what.get());
    }

    /// Some links go together, and come back together.
    private void partition() {
        List<Link> severed = links.stream()
                .filter(link -> !link.isSevered() && random.nextInt(3) == 0)
                .toList();
        for (Link link : severed) {
            say(() -> "is severed", link);
            link.sever(LONGEST_NOTICE_NANOS);
        }
        agenda.after(random.nextLong(LONGEST_PARTITION_NANOS), () -> severed.forEach(Link::heal));
    }

    private void crash(SimulatedNode node) {
        node.crash("");
        restartSomeTime(node);
    }

    private void powerFails(SimulatedNode node) {
        node.failSoon(random.nextInt(1, MOST_WRITES_TO_FAILURE));
        restartSomeTime(node);
    }

    private void failUnchecked(SimulatedNode node) {
        node.failUncheckedSoon(random.nextInt(1, MOST_WRITES_TO_FAILURE));
        restartSomeTime(node);
    }

    private void restartSomeTime(SimulatedNode node) {
        agenda.after(random.nextLong(1, LONGEST_OUTAGE_NANOS), () -> {
            // Recovery itself writes, and the power may go then too.
            if (!over && !node.isUp() && random.nextInt(4) == 0) node.failSoon(random.nextInt(1, 3));
            node.start();
            if (!over && !node.isUp()) restartSomeTime(node);
        });
    }

    /// Everything is whole again.
    void end() throws IOException {
        over = true;
        trace.say(agenda.now(), "turmoil", () -> "ends");
        links.forEach(Link::heal);
        for (SimulatedNode node : nodes) {
            node.repairDisk();
            node.start();
        }
    }
}
