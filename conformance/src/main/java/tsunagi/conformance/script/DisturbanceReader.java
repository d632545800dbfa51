package tsunagi.conformance.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tsunagi.conformance.script.Token.Kind;

/// Reads what a player does to nodes and to the network between them.
final class DisturbanceReader extends LineReader {
    DisturbanceReader(TokenCursor line, Cast cast) {
        super(line, cast);
    }

    Step cut() throws SourceError.Found {
        String one = knownNode();
        return new Step.Cut(line.line(), one, linkedWith(one));
    }

    Step heal() throws SourceError.Found {
        if (line.atEnd()) return new Step.HealAll(line.line());
        String one = knownNode();
        return new Step.Heal(line.line(), one, linkedWith(one));
    }

    Step partition() throws SourceError.Found {
        Set<String> named = new HashSet<>();
        List<String> one = side(named);
        line.expect(Kind.BAR, "|");
        List<String> other = side(named);
        boolean linked = one.stream()
                .anyMatch(near -> other.stream()
                        .anyMatch(far ->
                                cast.links.contains(List.of(near, far)) || cast.links.contains(List.of(far, near))));
        if (!linked) throw line.faultBefore("there is no link between the two sides");
        return new Step.Partition(line.line(), one, other);
    }

    private List<String> side(Set<String> named) throws SourceError.Found {
        List<String> side = new ArrayList<>();
        do {
            String node = knownNode();
            if (!named.add(node)) throw line.faultBefore(node + " stands there twice");
            side.add(node);
        } while (!line.atEnd() && !line.sees(Kind.BAR));
        return side;
    }

    Step netem() throws SourceError.Found {
        String node = knownNode();
        if (line.takeWord("off")) return new Step.Netem(line.line(), node, Duration.ZERO, 0);
        Duration delay = line.takeWord("delay") ? duration() : Duration.ZERO;
        int loss = line.takeWord("loss") ? percent() : 0;
        if (delay.isZero() && loss == 0) throw line.fault("'delay', 'loss' or 'off' belongs here");
        return new Step.Netem(line.line(), node, delay, loss);
    }

    private int percent() throws SourceError.Found {
        String word = line.word("a percentage");
        if (!word.matches("[1-9]\\d?%|100%"))
            throw line.faultBefore("'%s' is not a percentage such as 5%%".formatted(word));
        return Integer.parseInt(word.substring(0, word.length() - 1));
    }
}
