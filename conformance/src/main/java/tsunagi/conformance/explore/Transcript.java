package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// Writes an exchange as a transcript: the model says what has to come after each action.
///
/// The model takes frames in one order. So before somebody else acts, the peer that acted last asks
/// for the chain, unless something came that shows that its last frame has had its effect.
final class Transcript {
    private static final Octets GET_CHAIN = Octets.of(Frames.GET_CHAIN);

    /// Reads the chain back at the end.
    private static final String LAST = "Z";

    private final Exchange exchange;
    private final Model model = new Model();
    private final FrameNames names = new FrameNames();
    private final OwedText expected = new OwedText(model, names);
    private final String node;
    private final List<String> steps = new ArrayList<>();
    private final Set<String> rules = new TreeSet<>();
    private final Set<Need> needs = EnumSet.noneOf(Need.class);
    private @Nullable String unsettled;
    /// Peers whose last answer has an open end (2.3). What comes there next may still belong to it.
    private final Set<String> openEnded = new HashSet<>();
    private boolean unclear;
    private boolean beyondTheChapter;

    private Transcript(Exchange exchange) {
        this.exchange = exchange;
        this.node = exchange.listener() ? "N" : "node";
    }

    /// The transcript of an exchange; null if it asks for nothing, asks for something that is out
    /// of scope, or PROTOCOL.md leaves open what must come.
    static @Nullable String of(Exchange exchange, Scope scope) {
        Transcript transcript = new Transcript(exchange);
        String text = transcript.text();
        return transcript.beyondTheChapter && !scope.hasForks() ? null : text;
    }

    private @Nullable String text() {
        if (exchange.listener()) {
            needs.add(Need.DIAL);
            step("listen " + Exchange.DIALLED, "");
            step("node " + node + " dials " + Exchange.DIALLED, "");
            accepted("");
        }
        for (Action action : exchange.actions()) act(action);
        if (exchange.readsBack()) {
            settle();
            connect(LAST, "");
            fence(LAST);
            if (model.tree().active().isEmpty()) step("converged " + node + " on genesis", "its chain is empty");
        } else if (steps.isEmpty() || !steps.getLast().startsWith(node + " -> ")) {
            return null;
        }
        if (unclear || model.isAmbiguous() || rules.isEmpty()) return null;
        return header() + names.definitions() + "\n" + String.join("\n", steps) + "\n";
    }

    private String header() {
        String wanted = needs.stream()
                .map(need -> need.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" "));
        return """
                title   What exploration found with the seed %d
                level   %s
                rules   %s
                kills   found-by-exploration
                """.formatted(exchange.seed(), beyondTheChapter ? "SHOULD" : "MUST", String.join(" ", rules))
                + (wanted.isEmpty() ? "" : "needs   " + wanted + "\n")
                + "\n";
    }

    private void step(String words, String comment) {
        steps.add(comment.isEmpty() ? words : words + "  # " + comment);
    }

    private void act(Action action) {
        switch (action) {
            case Action.Connect connect -> {
                if (model.hasConnection(connect.peer())) return;
                settle();
                connect(connect.peer(), connect.from());
            }
            case Action.Redial redial -> {
                if (model.isConnected(Exchange.DIALLED)) redial(redial);
            }
            case Action.Send send -> {
                if (model.isConnected(send.peer())) send(send);
            }
            case Action.Overflow overflow -> {
                if (model.isConnected(overflow.peer())) overflow(overflow);
            }
            case Action.Leave leave -> {
                if (model.isConnected(leave.peer())) leave(leave);
            }
            case Action.Type type -> type(type);
            case Action.Restart restart -> restart(restart);
        }
    }

    private void connect(String peer, String from) {
        if (!from.isEmpty()) needs.add(Need.ADDRESSES);
        step("dial " + peer + (from.isEmpty() ? "" : " from " + from), "");
        model.connect(peer, false);
    }

    private void redial(Action.Redial redial) {
        settle();
        step(Exchange.DIALLED + " " + redial.way().word, "");
        model.disconnect(Exchange.DIALLED);
        rules.add("5.2");
        accepted("  after 4s within 8s");
    }

    /// The node has dialled the listening peer.
    ///
    /// @param timing when it may
    private void accepted(String timing) {
        step("accept " + Exchange.DIALLED + timing, "");
        String first = model.tree().active().isEmpty()
                ? "GET_CHAIN"
                : "request " + expected.name(model.tree().tip()) + "?";
        step(node + " -> " + Exchange.DIALLED + "  " + first, "2.4");
        rules.add("2.4");
        model.connect(Exchange.DIALLED, true);
    }

    private void send(Action.Send send) {
        if (unsettled != null && (!unsettled.equals(send.peer()) || model.mayAnswerLater())) settle();
        if (openEnded.contains(send.peer())) {
            settle();
            fence(send.peer());
        }
        write(send.peer(), send.frames(), send.cuts());
    }

    private void write(String peer, List<Octets> frames, List<Integer> cuts) {
        Map<String, Owed> all = new TreeMap<>();
        List<String> effects = new ArrayList<>();
        boolean certain = false;
        model.begin();
        for (Octets frame : frames) {
            Map<String, Owed> owed = model.receive(peer, frame);
            certain = owed.values().stream().anyMatch(Owed::isCertain);
            merge(owed, all);
            note(frame, effects);
        }
        step(peer + " -> " + node + "  " + names.sent(frames, cuts), String.join("; ", effects));
        unsettled = certain ? null : peer;
        all.forEach(this::expect);
    }

    private static void merge(Map<String, Owed> owed, Map<String, Owed> all) {
        owed.forEach(
                (name, more) -> all.computeIfAbsent(name, absent -> new Owed()).add(more));
    }

    private void expect(String peer, Owed owed) {
        unclear |= expected.looksLikeAnAnswer(owed) || OwedText.runsIntoTheNext(owed);
        if (owed.answers.stream().anyMatch(Answer::hasOpenEnd)) openEnded.add(peer);
        else if (!owed.answers.isEmpty()) openEnded.remove(peer);
        rules.addAll(owed.reasons);
        String frames = expected.frames(peer, owed);
        if (frames.isEmpty()) return;
        step(node + " -> " + peer + "  " + frames, String.join(" ", new TreeSet<>(owed.reasons)));
    }

    private void note(Octets frame, List<String> effects) {
        if (model.effect().isEmpty()) return;
        effects.add(names.of(frame) + " " + model.effect());
        for (String word : model.effect().split("[ :,()]", -1)) {
            if (word.matches("\\d\\.\\d")) rules.add(word);
        }
        // The chapter's own code knows no branches and no orphans, and keeps what it can't send.
        beyondTheChapter |=
                model.effect().matches(".*(3\\.[678]).*") && !model.effect().startsWith("on the tip");
    }

    /// Sees that what was sent last has had its effect.
    private void settle() {
        if (unsettled != null) fence(unsettled);
    }

    private void fence(String peer) {
        unsettled = null;
        if (model.tree().active().isEmpty()) {
            step(node + " -> " + peer + "  nothing", "its chain is empty");
            model.fenced();
        } else {
            write(peer, List.of(GET_CHAIN), List.of());
        }
    }

    private void overflow(Action.Overflow overflow) {
        settle();
        String peer = overflow.peer();
        unclear |= model.mayAsk(peer);
        List<Octets> sent = new ArrayList<>(overflow.before());
        model.begin();
        Map<String, Owed> all = new TreeMap<>();
        for (Octets frame : overflow.before()) {
            Map<String, Owed> owed = model.receive(peer, frame);
            // What a node has to say before it closes may be lost on the way.
            unclear |= owed.containsKey(peer);
            merge(owed, all);
        }
        sent.add(overflow.bytes());
        rules.add("1.3");
        step(peer + " -> " + node + "  " + names.sent(sent, List.of()), "");
        step(node + " -> " + peer + "  closed", "1.3");
        model.disconnect(peer);
        all.forEach(this::expect);
        model.fenced();
    }

    private void leave(Action.Leave leave) {
        settle();
        String peer = leave.peer();
        List<Octets> sent = new ArrayList<>();
        boolean halfCloses = leave.way() == Action.Way.HALF_CLOSES;
        Owed owed = new Owed();
        model.begin();
        for (int i = 0; halfCloses && i < leave.requests(); i++) {
            sent.add(GET_CHAIN);
            Owed one = model.receive(peer, GET_CHAIN).get(peer);
            if (one != null) owed.add(one);
        }
        if (leave.tail().size() > 0) sent.add(leave.tail());
        if (!sent.isEmpty()) {
            String tail = leave.tail().size() > 0 ? names.of(leave.tail()) + " is never ended (1.5)" : "";
            step(peer + " -> " + node + "  " + names.sent(sent, List.of()), tail);
        }
        step(peer + " " + leave.way().word, "");
        if (halfCloses) {
            rules.add("1.5");
            expect(peer, owed);
            model.halfClose(peer);
        } else {
            model.disconnect(peer);
        }
    }

    private void type(Action.Type type) {
        settle();
        List<String> hearing = model.connected();
        if (hearing.isEmpty()) return;
        needs.add(Need.CONSOLE);
        rules.add("6.2");
        TypedLine line = new TypedLine(type.bytes());
        step("console " + node + " " + FrameNames.quoted(line.bytes()), line.becomesBlock() ? "" : TypedLine.NO_BLOCK);
        if (!line.becomesBlock()) return;
        String key = names.mined();
        String parent = model.tree().active().isEmpty()
                ? "genesis"
                : expected.name(model.tree().tip());
        model.begin();
        Map<String, Owed> owed = model.mined(key);
        boolean first = true;
        for (String peer : hearing) {
            if (model.mayAsk(peer)) step(node + " -> " + peer + "  request?", "3.7");
            String words =
                    first ? "mined %s on %s data %s".formatted(key, parent, FrameNames.quoted(line.data())) : key;
            if (owed.containsKey(peer)) step(node + " -> " + peer + "  " + words, first ? "6.2" : "4.1");
            first = false;
        }
    }

    private void restart(Action.Restart restart) {
        settle();
        needs.add(Need.PROCESS);
        needs.add(Need.RESTART);
        rules.add("6.5");
        step((restart.killed() ? "kill " : "stop ") + node, "");
        step("restart " + node, "6.5");
        model.restarted();
        if (!exchange.listener()) return;
        accepted("");
    }
}
