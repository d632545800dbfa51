package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tsunagi.chain.BranchLimits;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainLimits;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.CheckpointSizes;
import tsunagi.chain.Directory;
import tsunagi.chain.ProvenBlock;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.SessionLimits;
import tsunagi.network.core.Step;
import tsunagi.protocol.Locator;

/// What runs on the machines: the real chain and the real core. Its methods are the places at
/// which a test may put a wrong one in, to see whether the simulation finds it.
public class Software {
    /// So little that branches of a few blocks are staged as rivals, and that one of a dozen does
    /// not fit the pool.
    public static final BranchLimits LIMITS =
            new BranchLimits(10L * (ChainLimits.POOL_OVERHEAD_BYTES + 300), ChainLimits.MAX_STALE_BLOCKS, 3);

    /// So little that a few strangers who ask and do not read reach the bounds.
    public static final SessionLimits SESSIONS = new SessionLimits(6, 24, 12);

    /// So small that a chain of some dozen blocks has several extents.
    private static final CheckpointSizes SIZES = new CheckpointSizes(1_000, 8, 2_000);

    /// Starts from whatever the disk holds.
    public Chain open(ChainParameters parameters, Directory directory) throws IOException {
        return open(parameters, directory, LIMITS);
    }

    /// The same with bounds of its own.
    protected final Chain open(ChainParameters parameters, Directory directory, BranchLimits limits)
            throws IOException {
        return Chain.open(parameters, directory, SIZES, limits).chain();
    }

    /// The core on a chain.
    public NodeCore core(Chain chain) {
        return new NodeCore(chain, SESSIONS);
    }

    /// Blocks came.
    public List<NodeCore.Placed> receive(NodeCore core, Session from, List<ProvenBlock> blocks, long now)
            throws IOException {
        return core.receive(from, blocks, now);
    }

    /// A peer asks for the chain.
    ///
    /// @return whether it may ask so often
    public boolean asked(NodeCore core, Session from, Locator locator, long now) throws IOException {
        return core.chainRequested(from, locator, now);
    }

    /// A peer has closed its sending side.
    public void inputEnded(NodeCore core, Session from, Liveness liveness) {
        liveness.inputEnded();
        core.inputEnded(from);
    }

    /// What is to be written to a peer next.
    public Step next(NodeCore core, Session to) throws IOException {
        return core.next(to);
    }

    /// Whole frames are on their way out.
    ///
    /// @return what the peer gets
    public ByteBuffer written(Step.Transfer step, ByteBuffer frames) {
        return frames;
    }

    /// These frames of a step's stretch of the log are written.
    public void sent(NodeCore core, Session to, Step.Transfer step, ByteBuffer frames) {
        core.sent(to, step, frames.remaining());
    }

    /// Something was thrown that nobody expects while the chain may be half-changed.
    ///
    /// @return whether the process ends
    public boolean endsAt(Error unexpected) {
        return true;
    }
}
