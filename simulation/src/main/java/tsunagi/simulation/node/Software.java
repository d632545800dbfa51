package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tsunagi.chain.BranchLimits;
import tsunagi.chain.ByteStore;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainLimits;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.Quarantine;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.Step;

/// What runs on the machines: the real chain and the real core. Its methods are the places at
/// which a test may put a wrong one in, to see whether the simulation finds it.
public class Software {
    /// So little that branches of a few blocks are staged as rivals, and that one of a dozen does
    /// not fit the pool.
    public static final BranchLimits LIMITS =
            new BranchLimits(10L * (ChainLimits.POOL_OVERHEAD_BYTES + 300), ChainLimits.MAX_STALE_BLOCKS, 3);

    /// Starts from whatever the disk holds.
    public Chain open(ChainParameters parameters, ByteStore log, ByteStore index) throws IOException {
        return Chain.open(parameters, log, index, Quarantine.NONE, LIMITS).chain();
    }

    /// Blocks came.
    public List<NodeCore.Placed> receive(NodeCore core, Session from, List<ProvenBlock> blocks, long now)
            throws IOException {
        return core.receive(from, blocks, now);
    }

    /// These frames of a step's stretch of the log are written.
    public void sent(NodeCore core, Session to, Step.Transfer step, ByteBuffer frames) {
        core.sent(to, step, frames.remaining());
    }
}
