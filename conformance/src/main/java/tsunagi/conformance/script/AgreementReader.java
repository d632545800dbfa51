package tsunagi.conformance.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what several nodes owe each other: links, one chain, one crossing of a block.
final class AgreementReader extends LineReader {
    AgreementReader(TokenCursor line, Cast cast) {
        super(line, cast);
    }

    Step linked() throws SourceError.Found {
        String one = knownNode();
        String other = linkedWith(one);
        return new Step.Linked(line.line(), one, other, timing());
    }

    Step converged() throws SourceError.Found {
        List<String> nodes = new ArrayList<>();
        do {
            String node = knownNode();
            if (nodes.contains(node)) throw line.faultBefore(node + " stands there twice");
            nodes.add(node);
        } while (!line.atEnd() && !line.seesWord("on") && !line.seesWord("within") && !line.seesWord("after"));
        @Nullable List<String> chain = null;
        if (line.takeWord("on")) {
            chain = new ArrayList<>();
            if (!line.takeWord("genesis")) {
                do {
                    chain.addAll(knownBlocks());
                } while (!line.atEnd() && !line.seesWord("within") && !line.seesWord("after"));
            }
        }
        return new Step.Converged(line.line(), nodes, chain, timing());
    }

    Step carriedOnce() throws SourceError.Found {
        String one = knownNode();
        String other = linkedWith(one);
        line.expectWord("carried");
        String block = knownBlock();
        line.expectWord("once");
        return new Step.CarriedOnce(line.line(), one, other, block);
    }
}
