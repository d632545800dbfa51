package tsunagi.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Locator;
import tsunagi.simulation.hostile.HostileNode;
import tsunagi.simulation.invariant.Invariant;
import tsunagi.simulation.invariant.Violation;
import tsunagi.simulation.node.Asker;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.node.Witness;
import tsunagi.simulation.node.Witnesses;
import tsunagi.simulation.time.Agenda;
import tsunagi.simulation.time.SkewedClock;
import tsunagi.simulation.time.Trace;
import tsunagi.simulation.wire.Host;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Quality;

/// One run: a network is made, goes through [Turmoil], is healed, and must then agree. Every
/// choice is drawn from one seed and everything happens on one thread.
public final class Simulation {
    /// Within so much virtual time after everything is whole again, and one more block is mined,
    /// all nodes have one chain: two rounds of asking a peer that never answers (3.7), for the
    /// worst of them.
    public static final Duration SETTLING_TIME = NetworkLimits.ANSWER_DEADLINE.multipliedBy(2);

    private static final Duration TIE_BREAK_INTERVAL = Duration.ofSeconds(10);
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MOST_LATENCY_NANOS = 150_000_000;
    private static final long MOST_NANOS_PER_BYTE = 8_000;
    private static final int LEAST_WINDOW_BYTES = 8_000;
    private static final int MOST_WINDOW_BYTES = 128_000;
    private static final int ASKERS = 3;
    private static final int MOST_OF_A_CROWD = 8;
    private static final int CROWD_WINDOW_BYTES = 3_000;

    /// 25 bytes a second: one block in ten seconds.
    private static final long SLOW_NANOS_PER_BYTE = 40_000_000;

    private static final int SLOW_WINDOW_BYTES = 500;
    private static final int MOST_DRIFT_PPM = 50_000;
    private static final String CONVERGENCE = "AllConverge";

    private final Scenario scenario;
    private final Random random;
    private final Trace trace;
    private final Agenda agenda = new Agenda();
    private final Tally tally = new Tally();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<HostileNode> hostile = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    private Simulation(Scenario scenario, Software software, Trace trace) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed());
        this.trace = trace;
        List<Witness> witnesses = new ArrayList<>(Invariant.all());
        witnesses.add(tally);
        Witness all = new Witnesses(witnesses);
        for (int i = 0; i < scenario.nodes(); i++) {
            nodes.add(new SimulatedNode(SimulatedNode.NAME + i, agenda, random, trace, clock(), software, all));
        }
        for (int i = 0; i < scenario.hostile(); i++) {
            hostile.add(new HostileNode("hostile " + i, agenda, random, trace));
        }
        connectNodes();
        connectHostile();
        for (int i = 0; i < ASKERS; i++) connectAsker(Integer.toString(i));
    }

    /// A script that asks some time, over a line that is fast or so slow that
    /// an answer takes minutes.
    private void connectAsker(String number) {
        Asker asker = new Asker(Asker.NAME + number, random.nextBoolean() ? "GET_CH" : "");
        boolean slow = random.nextBoolean();
        Quality quality = slow
                ? new Quality(MOST_LATENCY_NANOS, SLOW_NANOS_PER_BYTE, SLOW_WINDOW_BYTES, true)
                : new Quality(MOST_LATENCY_NANOS, MOST_NANOS_PER_BYTE, LEAST_WINDOW_BYTES, true);
        Link link = new Link(agenda, random, quality, asker, nodes.getFirst());
        long turmoil = scenario.turmoil().toNanos();
        agenda.after(random.nextLong(turmoil / 8, turmoil / 2), link::dial);
    }

    private SkewedClock clock() {
        return new SkewedClock(
                random.nextLong(1_000_000 * NANOS_PER_SECOND), random.nextInt(-MOST_DRIFT_PPM, MOST_DRIFT_PPM + 1));
    }

    /// A connected graph and some more links; either end dials.
    private void connectNodes() {
        int size = nodes.size();
        for (int i = 1; i < size; i++) connect(nodes.get(i), nodes.get(random.nextInt(i)));
        for (int extra = random.nextInt(size); extra > 0; extra--) {
            SimulatedNode one = nodes.get(random.nextInt(size));
            SimulatedNode other = nodes.get(random.nextInt(size));
            if (one != other) connect(one, other);
        }
    }

    private void connect(SimulatedNode one, SimulatedNode other) {
        boolean turned = random.nextBoolean();
        SimulatedNode dialler = turned ? other : one;
        Link link = link(dialler, turned ? one : other);
        dialler.dials(link);
    }

    private void connectHostile() {
        for (HostileNode enemy : hostile) {
            for (SimulatedNode node : nodes) {
                switch (random.nextInt(4)) {
                    case 0 -> {}
                    case 1 -> node.dials(link(node, enemy));
                    case 2 -> enemy.dials(link(enemy, node));
                    default -> {
                        // A crowd: each of its connections may ask as any peer may.
                        for (int i = random.nextInt(1, MOST_OF_A_CROWD); i > 0; i--)
                            enemy.dials(crowdLink(enemy, node));
                    }
                }
            }
        }
    }

    /// One whose window soon is full of what nobody reads.
    private Link crowdLink(Host dialler, Host listener) {
        Quality quality =
                new Quality(random.nextLong(MOST_LATENCY_NANOS), MOST_NANOS_PER_BYTE, CROWD_WINDOW_BYTES, true);
        Link link = new Link(agenda, random, quality, dialler, listener);
        links.add(link);
        return link;
    }

    private Link link(Host dialler, Host listener) {
        Quality quality = new Quality(
                random.nextLong(MOST_LATENCY_NANOS),
                random.nextLong(MOST_NANOS_PER_BYTE),
                random.nextInt(LEAST_WINDOW_BYTES, MOST_WINDOW_BYTES),
                true);
        Link link = new Link(agenda, random, quality, dialler, listener);
        links.add(link);
        return link;
    }

    /// Runs it to its end.
    public static Outcome run(Scenario scenario, Software software, Trace trace) {
        Simulation simulation = new Simulation(scenario, software, trace);
        try {
            return simulation.run();
        } catch (Violation e) {
            return simulation.broken(e.invariant(), String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return simulation.broken("NothingIsThrown", e.toString());
        }
    }

    private Outcome broken(String invariant, String what) {
        List<String> last = trace.last();
        return new Outcome.Broken(scenario, trace.hash(), invariant, what, agenda.now(), last);
    }

    private Outcome run() throws IOException {
        for (SimulatedNode node : nodes) node.start();
        hostile.forEach(HostileNode::start);
        Turmoil turmoil = new Turmoil(agenda, random, trace, nodes, links);
        turmoil.begin();
        agenda.runUntil(scenario.turmoil().toNanos());
        hostile.forEach(HostileNode::leave);
        turmoil.end();
        highest().mine("the last block");
        return settle();
    }

    private SimulatedNode highest() {
        return nodes.stream()
                .max(Comparator.comparingLong(node -> node.chain().tip().index()))
                .orElseThrow();
    }

    private Outcome settle() throws IOException {
        long from = agenda.now();
        long nextLook = from + TIE_BREAK_INTERVAL.toNanos();
        while (!agree()) {
            if (agenda.now() - from > SETTLING_TIME.toNanos()) {
                return broken(CONVERGENCE, "the nodes disagree " + SETTLING_TIME.toSeconds() + " s after: " + tips());
            }
            // Of two branches of the same height each node keeps its own (3.6) until one grows, and
            // orphans may have made another of the height of the last block.
            if (agenda.now() >= nextLook && allAtOneHeight()) {
                highest().mine("to break the tie");
                nextLook = agenda.now() + TIE_BREAK_INTERVAL.toNanos();
            }
            agenda.runUntil(agenda.now() + NetworkLimits.TICK.toNanos());
        }
        Duration settled = Duration.ofNanos(agenda.now() - from);
        long height = highest().chain().tip().index();
        return new Outcome.Held(scenario, trace.hash(), tally, height, settled);
    }

    /// Byte for byte, by what each would answer to a stranger.
    private boolean agree() throws IOException {
        ByteBuffer first = nodes.getFirst().answer(Locator.EMPTY);
        for (SimulatedNode node : nodes) {
            if (!node.answer(Locator.EMPTY).equals(first)) return false;
        }
        return true;
    }

    private boolean allAtOneHeight() {
        return nodes.stream()
                        .mapToLong(node -> node.chain().tip().index())
                        .distinct()
                        .count()
                == 1;
    }

    private String tips() {
        StringBuilder tips = new StringBuilder();
        for (SimulatedNode node : nodes) {
            tips.append(node.name()).append(" at ").append(node.chain().tip()).append("; ");
        }
        return tips.toString();
    }
}
