package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.Octets;

/// What can be taken out of an exchange.
final class ShorterExchanges {
    /// A write with so many frames is halved before single actions are taken out.
    private static final int MANY_FRAMES = 8;

    private ShorterExchanges() {}

    /// How much there is to read: actions, frames, and the places at which writes are cut.
    static int weight(Exchange exchange) {
        int weight = (exchange.listener() ? 3 : 0) + (exchange.readsBack() ? 3 : 0);
        for (Action action : exchange.actions()) {
            weight += 3;
            if (action instanceof Action.Connect connect && !connect.from().isEmpty()) weight++;
            if (action instanceof Action.Send send)
                weight += 2 * send.frames().size() + send.cuts().size();
            if (action instanceof Action.Overflow overflow)
                weight += 2 * overflow.before().size();
            if (action instanceof Action.Leave leave)
                weight += leave.requests() + (leave.tail().size() > 0 ? 1 : 0);
        }
        return weight;
    }

    /// Shorter ones, those that take out most first: many actions, many frames of one write,
    /// single actions, the rest.
    static List<Exchange> of(Exchange exchange) {
        List<Action> actions = exchange.actions();
        List<Exchange> shorter = new ArrayList<>();
        for (int size = actions.size() / 2; size > 1; size /= 2) shorter.addAll(without(size, exchange));
        for (int i = 0; i < actions.size(); i++) {
            if (!(actions.get(i) instanceof Action.Send send) || send.frames().size() < MANY_FRAMES) continue;
            for (Action part : parts(send, send.frames().size() / 2)) shorter.add(replaced(exchange, i, part));
        }
        shorter.addAll(without(1, exchange));
        if (exchange.listener()) shorter.add(exchange.withoutListener());
        if (exchange.readsBack()) shorter.add(exchange.withoutReadingBack());
        for (int i = 1; i < actions.size(); i++) {
            List<Action> left = new ArrayList<>(actions);
            List<Action> two = left.subList(i - 1, i + 1);
            if (!(two.getFirst() instanceof Action.Send first) || !(two.getLast() instanceof Action.Send second))
                continue;
            List<Octets> frames = new ArrayList<>(first.frames());
            frames.addAll(second.frames());
            two.clear();
            two.add(new Action.Send(second.peer(), frames, List.of()));
            shorter.add(exchange.with(left));
        }
        for (int i = 0; i < actions.size(); i++) {
            for (Action simpler : simpler(actions.get(i))) shorter.add(replaced(exchange, i, simpler));
        }
        return shorter;
    }

    private static List<Exchange> without(int size, Exchange exchange) {
        return Drawn.without(size, exchange.actions()).stream()
                .map(exchange::with)
                .toList();
    }

    private static Exchange replaced(Exchange exchange, int place, Action action) {
        List<Action> left = new ArrayList<>(exchange.actions());
        left.set(place, action);
        return exchange.with(left);
    }

    private static List<Action> simpler(Action action) {
        return switch (action) {
            case Action.Send send -> simpler(send);
            case Action.Overflow overflow -> List.of(new Action.Overflow(overflow.peer(), List.of(), overflow.bytes()));
            case Action.Leave leave ->
                List.of(
                        new Action.Leave(leave.peer(), 0, Octets.NONE, leave.way()),
                        new Action.Leave(leave.peer(), 0, leave.tail(), leave.way()),
                        new Action.Leave(leave.peer(), leave.requests(), Octets.NONE, leave.way()));
            case Action.Connect connect ->
                connect.from().isEmpty() ? List.of() : List.of(new Action.Connect(connect.peer()));
            case Action.Redial ignored -> List.of();
            case Action.Type ignored -> List.of();
            case Action.Restart ignored -> List.of();
        };
    }

    private static List<Action> simpler(Action.Send send) {
        List<Action> simpler = new ArrayList<>();
        if (!send.cuts().isEmpty()) simpler.add(new Action.Send(send.peer(), send.frames(), List.of()));
        for (int size = send.frames().size() / 2; size >= 1; size /= 2) simpler.addAll(parts(send, size));
        for (Integer cut : send.cuts()) {
            if (send.cuts().size() > 1) simpler.add(new Action.Send(send.peer(), send.frames(), List.of(cut)));
        }
        return simpler;
    }

    /// Without so many frames in a row.
    private static List<Action> parts(Action.Send send, int size) {
        List<Action> parts = new ArrayList<>();
        for (int from = 0; from + size <= send.frames().size(); from += size) {
            List<Octets> left = new ArrayList<>(send.frames());
            left.subList(from, from + size).clear();
            parts.add(new Action.Send(send.peer(), left, List.of()));
        }
        return parts;
    }
}
