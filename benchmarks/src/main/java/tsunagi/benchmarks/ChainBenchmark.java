package tsunagi.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// Proven blocks put in their places, in a chain on the heap that is new each time.
/// One operation is one block.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChainBenchmark {
    private static final int BLOCKS = 1_000;
    private static final int BRANCH_BLOCKS = 100;

    private List<ProvenBlock> inARow = List.of();
    private List<ProvenBlock> branch = List.of();
    private List<ProvenBlock> longerBranch = List.of();

    @Setup
    public void makeBlocks() throws IOException {
        List<Block> blocks = Samples.blocks(BLOCKS);
        inARow = Samples.proven(blocks);
        branch = inARow.subList(0, BRANCH_BLOCKS);
        longerBranch = Samples.proven(otherBranch());
    }

    /// From genesis, one block longer, and other blocks from the first on.
    private static List<Block> otherBranch() throws IOException {
        Block genesis = Samples.PARAMETERS.genesis();
        List<Transaction> payments = List.of(new Transaction("Bob", "Alice", 1));
        Block first = new Block(1, 1_700_000_000L, 0, "another branch", genesis.hash(), Hash.ZERO, payments);
        List<Block> blocks = new ArrayList<>(List.of(first.withProof(0, first.computeHash())));
        blocks.addAll(Samples.shape().branch(blocks.getFirst(), BRANCH_BLOCKS));
        return blocks;
    }

    /// As gossip comes.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public Chain addOneByOne() throws IOException {
        Chain chain = Chain.inMemory(Samples.PARAMETERS);
        for (ProvenBlock block : inARow) chain.add(block, Samples.PEER);
        if (chain.tip().index() != BLOCKS) throw new IllegalStateException("added up to " + chain.tip());
        return chain;
    }

    /// As an answer comes.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public Chain addABatch() throws IOException {
        Chain chain = Chain.inMemory(Samples.PARAMETERS);
        Samples.extend(chain, inARow);
        return chain;
    }

    /// A branch, and then a longer one that takes its place with its last block.
    @Benchmark
    @OperationsPerInvocation(2 * BRANCH_BLOCKS + 1)
    public Chain reorganise() throws IOException {
        Chain chain = Chain.inMemory(Samples.PARAMETERS);
        for (ProvenBlock block : branch) chain.add(block, Samples.PEER);
        AddResult last = new AddResult.Duplicate();
        for (ProvenBlock block : longerBranch) last = chain.add(block, Samples.PEER);
        if (!(last instanceof AddResult.Reorganised)) throw new IllegalStateException("no reorganisation: " + last);
        return chain;
    }

    /// The plain Java way: a map of all blocks, and their frames in one growing array.
    /// It knows of no branches.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public Map<Hash, ProvenBlock> addToAMap() {
        Map<Hash, ProvenBlock> chain = new HashMap<>();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Hash tip = Samples.PARAMETERS.genesis().hash();
        for (ProvenBlock block : inARow) {
            if (!block.prevHash().equals(tip) || chain.putIfAbsent(block.hash(), block) != null) break;
            byte[] frame = new byte[block.frameBytes()];
            block.frame().get(frame);
            log.writeBytes(frame);
            tip = block.hash();
        }
        if (log.size() == 0) throw new IllegalStateException("nothing was added");
        return chain;
    }
}
