package tsunagi.simulation.invariant;

import tsunagi.network.core.Ban;
import tsunagi.network.core.NetworkLimits;
import tsunagi.simulation.node.SimulatedNode;

/// No honest node is ever banned by another, whatever goes wrong between them: a defence that
/// can be turned against the innocent is an attack. And the list of bans has an end.
public final class OnlyTheHostileAreBanned implements Invariant {
    private final String honest;

    /// What the names of honest nodes begin with.
    public OnlyTheHostileAreBanned(String honest) {
        this.honest = honest;
    }

    @Override
    public void ticked(SimulatedNode node) {
        for (Ban ban : node.bans()) {
            if (ban.address().startsWith(honest)) throw new Violation(name(), node.name() + " has " + ban);
        }
        if (node.bans().size() > NetworkLimits.MAX_BANS) {
            throw new Violation(name(), node.name() + " has " + node.bans().size() + " bans");
        }
    }
}
