package tsunagi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tsunagi.chain.Chain;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Hash;

/// The log on the disk of the directory for temporary files: appending and forcing, and starting
/// from it. One operation is one block, timed over a run of so many.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class LogBenchmark {
    private static final int BLOCKS = 20_000;
    private static final int FORCED_BLOCKS = 1_000;

    /// Some that come within a millisecond.
    private static final int GROUP_BLOCKS = 500;

    private List<ProvenBlock> blocks = List.of();
    private Path scratch = Path.of("");
    private Path written = Path.of("");
    private int turns;

    @Setup
    public void makeBlocks() throws IOException {
        blocks = Samples.proven(Samples.blocks(BLOCKS));
        scratch = Files.createTempDirectory("tsunagi-log-benchmark");
        written = scratch.resolve("written");
        try (DataDirectory data = DataDirectory.open(written);
                Chain chain = data.openChain(Samples.PARAMETERS).chain()) {
            Samples.extend(chain, blocks);
        }
    }

    @TearDown
    public void removeAll() throws IOException {
        Scratch.delete(scratch);
    }

    /// A fresh directory.
    private Path fresh() {
        return scratch.resolve("turn-" + turns++);
    }

    /// What a node does with a block that it mined: on disk before the next.
    @Benchmark
    @OperationsPerInvocation(FORCED_BLOCKS)
    public void forceEach() throws IOException {
        append(FORCED_BLOCKS, 1);
    }

    /// What a node does with an answer, but that it forces every half second.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void forceInGroups() throws IOException {
        append(BLOCKS, GROUP_BLOCKS);
    }

    private void append(int count, int group) throws IOException {
        try (DataDirectory data = DataDirectory.open(fresh());
                Chain chain = data.openChain(Samples.PARAMETERS).chain()) {
            for (int from = 0; from < count; from += group) {
                Samples.extend(chain, blocks.subList(from, from + group));
                chain.log().force();
            }
        }
    }

    /// The plain Java way, and the disk's own pace: a file to which frames
    /// are written, each forced.
    @Benchmark
    @OperationsPerInvocation(FORCED_BLOCKS)
    public void forceEachPlainly() throws IOException {
        try (FileChannel file = FileChannel.open(fresh(), CREATE_NEW, WRITE)) {
            for (ProvenBlock block : blocks.subList(0, FORCED_BLOCKS)) {
                for (ByteBuffer frame = block.frame(); frame.hasRemaining(); ) file.write(frame);
                file.force(false);
            }
        }
    }

    /// A start: every block read, proven and placed again.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public Hash replay() throws IOException {
        try (DataDirectory data = DataDirectory.open(written);
                Chain chain = data.openChain(Samples.PARAMETERS).chain()) {
            if (chain.tip().index() != BLOCKS) throw new IllegalStateException("replayed to " + chain.tip());
            return chain.tip().hash();
        }
    }

    /// The plain Java way: lines, data binding, the tip's hash compared.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public String replayDatabind() throws IOException {
        String tip = Samples.PARAMETERS.genesis().hash().toString();
        try (BufferedReader log = Files.newBufferedReader(written.resolve("chain.log"), UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                PlainBlock block = PlainBlock.read(line);
                if (!block.prev_hash().equals(tip)) throw new IllegalStateException("block " + block.index());
                tip = block.hash();
            }
        }
        return tip;
    }
}
