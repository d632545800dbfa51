package tsunagi.simulation.invariant;

import java.util.List;
import tsunagi.simulation.node.Asker;
import tsunagi.simulation.node.SimulatedNode;
import tsunagi.simulation.node.Witness;

/// Something that must hold of every node at all times; throws a [Violation] when
/// it sees that it does not.
public interface Invariant extends Witness {
    /// As it is called where it is broken.
    default String name() {
        return getClass().getSimpleName();
    }

    /// All of them, new, for one run.
    static List<Invariant> all() {
        return List.of(
                new ActiveChainIsValid(),
                new DurableBlocksSurvive(),
                new NoBlockCrossesTwice(),
                new NoBlockReturnsToItsSender(),
                new ParentsComeFirst(),
                new EveryQuestionIsAnswered(Asker.NAME),
                new OnlyTheGreedyAreClosed(SimulatedNode.NAME, Asker.NAME),
                new MemoryIsBounded(),
                new OnlyTheHostileAreBanned(SimulatedNode.NAME));
    }
}
