package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// Draws an exchange from a seed. It keeps a model of its own, to know what is on the tip, on a
/// side branch or unknown when it draws the next block.
final class Generator {
    private static final List<String> PEERS = peers();

    /// Dropped frames of one peer in a row. Those of all noisy peers are fewer than the 1,000 of an
    /// address after which a node may close (1.6).
    private static final int MUCH_NOISE = 200;

    private static final int NOISY_PEERS = 3;

    private static final int MANY_KNOWN = 300;
    private static final Octets GET_CHAIN = Octets.of(Frames.GET_CHAIN);

    /// In code points. The last ones make no frame that can be sent, however they are escaped.
    private static final List<Integer> LONG_LINES = List.of(250, 500, 1500, 4100, 8000);

    private final long seed;
    private final Draw draw;
    private final Texts texts;
    private final Set<Need> offers;
    private final Model model = new Model();
    private final SentFrames frames;
    private final List<Action> actions = new ArrayList<>();
    private int minedByNode;
    private boolean wasNoisy;

    private Generator(long seed, Set<Need> offers, Scope scope) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.texts = new Texts(draw);
        this.offers = offers;
        this.frames = new SentFrames(draw, model, scope);
    }

    private static List<String> peers() {
        List<String> peers =
                new ArrayList<>(List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "M", "O", "P"));
        for (int more = 1; more <= 26; more++) peers.add("P" + more);
        return List.copyOf(peers);
    }

    /// @param offers what the target can do
    /// @param scope  which rules may be broken
    static Exchange exchange(long seed, Set<Need> offers, Scope scope) {
        return new Generator(seed, offers, scope).exchange();
    }

    private Exchange exchange() {
        boolean listener = offers.contains(Need.DIAL) && draw.oneIn(4);
        if (listener) model.connect(Exchange.DIALLED, true);
        for (int peers = draw.oneIn(8) ? draw.between(9, PEERS.size()) : 2; peers > 0; peers--) connect();
        if (draw.oneIn(8)) {
            send("A", draw.between(80, 260), frames::onTip);
            if (frames.hasForks() && draw.oneIn(4)) send("B", 1, frames::deep);
        }
        for (int steps = draw.between(8, 30); steps > 0; steps--) next();
        return new Exchange(seed, listener, true, actions);
    }

    /// Adds an action, and lets the model know. Of what is sent it knows already.
    private void act(Action action) {
        actions.add(action);
        switch (action) {
            case Action.Connect connect -> model.connect(connect.peer(), false);
            case Action.Send ignored -> {}
            case Action.Overflow overflow -> {
                model.begin();
                overflow.before().forEach(frame -> model.receive(overflow.peer(), frame));
                model.disconnect(overflow.peer());
            }
            case Action.Leave leave -> {
                if (leave.way() == Action.Way.HALF_CLOSES) model.halfClose(leave.peer());
                else model.disconnect(leave.peer());
            }
            case Action.Type ignored -> {
                model.begin();
                model.mined("m" + ++minedByNode);
                frames.tipIsUnknown();
            }
            case Action.Redial ignored -> {
                model.disconnect(Exchange.DIALLED);
                model.connect(Exchange.DIALLED, true);
            }
            case Action.Restart ignored -> model.restarted();
        }
    }

    private void next() {
        List<String> connected = model.connected();
        if (connected.size() < 2) {
            connect();
            return;
        }
        String peer = draw.of(connected);
        int choice = draw.below(40);
        if (choice < 2) connect();
        else if (choice < 4) leave(peer);
        else if (choice == 4) overflow(peer);
        else if (choice < 7) type();
        else if (choice == 7 && draw.oneIn(3)) restart();
        else if (choice == 8 && draw.oneIn(3)) redial();
        else if (choice == 9 && draw.oneIn(3))
            send(peer, draw.of(List.of(40, 64, 65, 100, 128, 129, 200)), frames::request);
        else if (choice == 10 && frames.hasForks()) leaveAndReturn(connected);
        else if (choice == 11 && draw.oneIn(4)) noise(connected);
        else if (choice == 12 && draw.oneIn(6)) send(peer, MANY_KNOWN, frames::known);
        else if (choice == 13 && draw.oneIn(10) && frames.hasForks()) crowds(connected);
        else send(peer, draw.oneIn(12) ? draw.between(20, 60) : draw.between(1, 4), frames::any);
    }

    /// Some peers send hundreds of frames that are dropped, once in an exchange.
    private void noise(List<String> connected) {
        if (wasNoisy) return;
        wasNoisy = true;
        for (String peer : connected.subList(0, Math.min(NOISY_PEERS, connected.size())))
            send(peer, MUCH_NOISE, frames::noise);
    }

    /// Orphans of a whole branch in any order, and then its first block, three times.
    private void crowds(List<String> connected) {
        for (int more = 3; more > 0; more--) send(draw.of(connected), 1, frames::crowd);
    }

    /// The chain is left for another branch, a peer comes or comes again, and the first branch gets
    /// longer again: that connection has none of it, and is sent all (4.2).
    private void leaveAndReturn(List<String> connected) {
        send(draw.of(connected), 1, frames::winning);
        if (model.isConnected(Exchange.DIALLED) && draw.oneIn(3)) redial();
        else connect();
        send(draw.of(connected), 1, frames::returning);
    }

    private void connect() {
        PEERS.stream()
                .filter(peer -> !model.hasConnection(peer))
                .findFirst()
                .ifPresent(peer -> act(new Action.Connect(peer, source())));
    }

    /// The loopback address that a peer dials from.
    private String source() {
        return offers.contains(Need.ADDRESSES) && draw.oneIn(6) ? draw.of(List.of("127.0.0.2", "127.0.0.3")) : "";
    }

    private void redial() {
        if (model.isConnected(Exchange.DIALLED)) {
            act(new Action.Redial(draw.of(List.of(Action.Way.CLOSES, Action.Way.RESETS))));
        }
    }

    private void leave(String peer) {
        if (peer.equals(Exchange.DIALLED)) return;
        Octets tail = Octets.NONE;
        if (draw.oneIn(2)) {
            Octets frame = draw.oneIn(3) ? GET_CHAIN : frames.blockOnTip();
            tail = frame.slice(0, draw.oneIn(2) ? frame.size() - 1 : draw.between(1, frame.size() - 1));
        }
        act(new Action.Leave(peer, draw.below(4), tail, draw.of(List.of(Action.Way.values()))));
    }

    private void overflow(String peer) {
        if (peer.equals(Exchange.DIALLED) || model.mayAsk(peer)) return;
        List<Octets> before = draw.oneIn(2) && frames.canExtend() ? List.of(frames.blockOnTip()) : List.of();
        int size = draw.of(List.of(Frames.MAX_BYTES, Frames.MAX_BYTES + 1, 5000, 9000));
        String head = draw.of(List.of("", "BLOCK:", "GET_CHAIN ", "BLOCK:{\"x\":\""));
        String bytes = head + draw.of(List.of("x", " ", "0", "\u0000")).repeat(size - head.length());
        act(new Action.Overflow(peer, before, Octets.utf8(bytes)));
    }

    private void type() {
        if (!offers.contains(Need.CONSOLE)) return;
        String line = draw.oneIn(8) ? "" : texts.line();
        if (draw.oneIn(6)) line += "\r";
        if (draw.oneIn(8))
            line = texts.ofLength(draw.of(LONG_LINES) + draw.below(300), 40).replace("\n", "");
        Octets typed = Octets.utf8(line);
        boolean isBlock = !line.replaceFirst("\r$", "").isEmpty() && typed.size() < Frames.MAX_BYTES;
        if (isBlock) act(new Action.Type(typed));
        else actions.add(new Action.Type(typed));
        if (draw.oneIn(4)) actions.add(new Action.Type(Octets.join(List.of(Octets.utf8("a"), broken()))));
    }

    /// No UTF-8.
    private Octets broken() {
        return Octets.of(draw.of(
                List.of(new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xC3}, new byte[] {(byte) 0xC0, (byte) 0x80})));
    }

    private void restart() {
        if (!offers.contains(Need.RESTART) || !offers.contains(Need.PROCESS)) return;
        act(new Action.Restart(draw.oneIn(2)));
        frames.restarted();
    }

    /// @param count how often frames are drawn; each time it may be none, or several
    private void send(String peer, int count, Supplier<List<Octets>> drawn) {
        List<Octets> sent = new ArrayList<>();
        model.begin();
        for (int more = count; more > 0; more--) {
            for (Octets frame : drawn.get()) {
                if (frame.size() > Frames.MAX_BYTES || model.leavesOpen(frame)) continue;
                sent.add(frame);
                model.receive(peer, frame);
            }
        }
        if (sent.isEmpty()) return;
        act(new Action.Send(peer, sent, cuts(sent)));
    }

    /// Places where one write ends and the next begins.
    private List<Integer> cuts(List<Octets> frames) {
        int size = frames.stream().mapToInt(Octets::size).sum();
        Set<Integer> cuts = new TreeSet<>();
        if (draw.oneIn(2)) return List.of();
        for (int more = draw.between(1, 5); more > 0 && size > 1; more--) {
            // The places next to an LF are where readers go wrong.
            int end = 0;
            for (int frame = draw.below(frames.size()); frame >= 0; frame--)
                end += frames.get(frame).size();
            int cut = draw.oneIn(2)
                    ? draw.between(1, size - 1)
                    : Math.min(size - 1, Math.max(1, end - draw.below(3) + 1));
            cuts.add(cut);
        }
        return List.copyOf(cuts);
    }
}
