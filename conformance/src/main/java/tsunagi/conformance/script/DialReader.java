package tsunagi.conformance.script;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `dial A [to NODE] [from ADDRESS[:PEER]] [at ADDRESS]`.
final class DialReader extends LineReader {
    private static final String BYTE = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\." + BYTE + "){3}");

    DialReader(TokenCursor line, Cast cast) {
        super(line, cast);
    }

    Step step() throws SourceError.Found {
        String peer = line.word("a peer's name");
        if (!Cast.isActor(peer)) throw line.faultBefore("a peer's name begins with a capital letter");
        if (cast.nodes.contains(peer) || cast.listeners.contains(peer)) {
            throw line.faultBefore(peer + " is on the stage already, as something else");
        }
        String node = line.takeWord("to") ? knownNode() : onlyNode();
        @Nullable Origin from = line.takeWord("from") ? origin(peer) : null;
        String at = line.takeWord("at") ? address(line.word("an address")) : null;
        cast.homes.put(peer, node);
        return new Step.Dial(line.line(), peer, node, from, at);
    }

    private String onlyNode() throws SourceError.Found {
        if (cast.nodes.size() > 1) throw line.faultBefore("to which of the nodes?");
        if (!cast.nodes.isEmpty()) return cast.nodes.iterator().next();
        cast.usesDefaultNode = true;
        return Scenario.DEFAULT_NODE;
    }

    private Origin origin(String dialler) throws SourceError.Found {
        String word = line.word("an address");
        int colon = word.indexOf(':');
        if (colon < 0) return new Origin(address(word), null);
        String address = address(word.substring(0, colon));
        String other = word.substring(colon + 1);
        if (other.equals(dialler)) throw line.faultBefore("a peer cannot share its port number with itself");
        if (!cast.isPeer(other)) {
            throw line.faultBefore(
                    "no peer '%s' has dialled or listens, so there is no port number to share".formatted(other));
        }
        return new Origin(address, other);
    }

    private String address(String word) throws SourceError.Found {
        if (!LOOPBACK.matcher(word).matches()) {
            throw line.faultBefore("'%s' is not a loopback address such as 127.0.0.2".formatted(word));
        }
        return word;
    }
}
