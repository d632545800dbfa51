package tsunagi.conformance.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Token.Kind;

/// Reads one step, and notes in the cast its nodes and peers, and what it needs.
final class StepReader extends LineReader {
    StepReader(TokenCursor line, Cast cast) {
        super(line, cast);
    }

    Step step() throws SourceError.Found {
        Token first = line.next("a step");
        if (first.kind() != Kind.WORD) throw line.faultBefore("a step begins with a word");
        Step step = line.sees(Kind.ARROW) ? arrow(first) : verb(first);
        line.expectEnd();
        return step;
    }

    private Step verb(Token first) throws SourceError.Found {
        Verb verb = Verb.beginningWith(first.text()).orElse(Verb.PEER);
        int at = line.line();
        return switch (verb) {
            case NODE -> startNode();
            case LISTEN -> listen();
            case UNLISTEN -> new Step.Unlisten(at, listener());
            case ACCEPT -> new Step.Accept(at, accepted(), timing());
            case DIAL -> new DialReader(line, cast).step();
            case CONSOLE -> console();
            case STOP -> new Step.Stop(at, knownNode());
            case KILL -> new Step.Kill(at, knownNode());
            case RESTART -> new Step.Restart(at, knownNode());
            case CUT -> new DisturbanceReader(line, cast).cut();
            case HEAL -> new DisturbanceReader(line, cast).heal();
            case PARTITION -> new DisturbanceReader(line, cast).partition();
            case PAUSE -> new Step.Pause(at, knownNode());
            case RESUME -> new Step.Resume(at, knownNode());
            case NETEM -> new DisturbanceReader(line, cast).netem();
            case LINKED -> new AgreementReader(line, cast).linked();
            case CONVERGED -> new AgreementReader(line, cast).converged();
            case LINK -> new AgreementReader(line, cast).carriedOnce();
            case PEER, NOT_DIALLED -> peerAction(first);
            case SEND, EXPECT -> throw new IllegalStateException("no line begins with " + verb);
        };
    }

    private Step startNode() throws SourceError.Found {
        String node = line.word("a node's name");
        if (!Cast.isActor(node)) throw line.faultBefore("a node's name begins with a capital letter");
        if (cast.nodes.contains(node) || cast.isPeer(node)) throw line.faultBefore(node + " is on the stage already");
        if (cast.usesDefaultNode) {
            throw line.faultBefore("the first step that uses the node has started it; declare it before");
        }
        List<String> dials = new ArrayList<>();
        if (line.takeWord("dials")) {
            do {
                String end = dialled(node);
                if (dials.contains(end)) throw line.faultBefore(end + " stands there twice");
                dials.add(end);
            } while (!line.atEnd());
        }
        cast.nodes.add(node);
        cast.awaitedNodes.remove(node);
        return new Step.StartNode(line.line(), node, dials);
    }

    private String dialled(String by) throws SourceError.Found {
        String end = line.word("whom it dials");
        if (cast.listeners.contains(end)) {
            if (!cast.dialledPeers.add(end)) throw line.faultBefore("another node dials " + end);
            cast.homes.put(end, by);
        } else if (!Cast.isActor(end) || end.equals(by)) {
            throw line.faultBefore("'" + end + "' cannot be dialled");
        } else {
            cast.links.add(List.of(by, end));
            if (!cast.nodes.contains(end)) cast.awaitedNodes.add(end);
        }
        return end;
    }

    private Step listen() throws SourceError.Found {
        String peer = line.word("a peer's name");
        if (!Cast.isActor(peer)) throw line.faultBefore("a peer's name begins with a capital letter");
        if (cast.nodes.contains(peer) || (cast.homes.containsKey(peer) && !cast.listeners.contains(peer))) {
            throw line.faultBefore(peer + " is on the stage already");
        }
        cast.listeners.add(peer);
        return new Step.Listen(line.line(), peer);
    }

    private String listener() throws SourceError.Found {
        String peer = knownPeer();
        if (!cast.listeners.contains(peer)) throw line.faultBefore(peer + " does not listen");
        return peer;
    }

    private String accepted() throws SourceError.Found {
        String peer = listener();
        if (!cast.dialledPeers.contains(peer)) throw line.faultBefore("no node dials " + peer);
        return peer;
    }

    private Step console() throws SourceError.Found {
        String node = knownNode();
        boolean ends = line.takeWord("end");
        if (ends && line.atEnd()) return new Step.Console(line.line(), node, null, false, true);
        boolean bytewise = !ends && line.takeWord("bytewise");
        Template text = string();
        if (text.isPattern()) throw line.faultBefore("what is written cannot hold a pattern");
        return new Step.Console(line.line(), node, text, bytewise, ends);
    }

    private Step peerAction(Token first) throws SourceError.Found {
        Token verb = line.peek();
        if (verb != null && verb.isWord("not-dialled")) return notDialled(first);
        Step.@Nullable Action action = verb == null
                ? null
                : Arrays.stream(Step.Action.values())
                        .filter(known -> verb.isWord(known.word()))
                        .findFirst()
                        .orElse(null);
        if (action == null) throw line.faultBefore("'" + first.text() + "' is not a step");
        if (!cast.isPeer(first.text())) throw line.faultBefore("no peer is called '" + first.text() + "'");
        line.next("a verb");
        return new Step.PeerAction(line.line(), first.text(), action);
    }

    private Step notDialled(Token peer) throws SourceError.Found {
        if (!cast.listeners.contains(peer.text())) throw line.faultBefore(peer.text() + " does not listen");
        line.expectWord("not-dialled");
        line.expectWord("for");
        return new Step.NotDialled(line.line(), peer.text(), duration());
    }

    private Step arrow(Token from) throws SourceError.Found {
        boolean fromNode = cast.isNode(from.text());
        if (!fromNode && !cast.isPeer(from.text())) {
            throw line.faultBefore("neither a node nor a peer is called '" + from.text() + "'");
        }
        line.expect(Kind.ARROW, "->");
        if (fromNode) {
            String peer = knownPeer();
            requireHome(peer, from.text());
            int start = line.column();
            Expectation expectation = new ExpectationReader(line, cast).expectation();
            Step.Span span = new Step.Span(start - 1, line.endBefore() - 1);
            return new Step.Expect(line.line(), from.text(), peer, expectation, timing(expectation), span);
        }
        String node = knownNode();
        requireHome(from.text(), node);
        return send(from.text(), node);
    }

    private Timing timing(Expectation expectation) throws SourceError.Found {
        if (expectation instanceof Expectation.Mined) return timing(Timing.MINED);
        return expectation.mayBeTooEarly() ? timing() : deadline();
    }

    private void requireHome(String peer, String node) throws SourceError.Found {
        if (!node.equals(cast.homeOf(peer))) {
            throw line.faultBefore("%s and %s have no connection".formatted(peer, node));
        }
    }

    private Step send(String peer, String node) throws SourceError.Found {
        boolean bytewise = line.takeWord("bytewise");
        List<Bytes> segments = new ArrayList<>(List.of(bytes()));
        while (line.take(Kind.BAR) != null) segments.add(bytes());
        return new Step.Send(line.line(), peer, node, segments, bytewise);
    }
}
