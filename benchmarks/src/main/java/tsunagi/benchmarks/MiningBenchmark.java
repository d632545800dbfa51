package tsunagi.benchmarks;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tsunagi.chain.mining.Kernel;
import tsunagi.chain.mining.Kernels;
import tsunagi.chain.mining.NonceSearch;
import tsunagi.chain.mining.Proof;
import tsunagi.chain.mining.Puzzle;

/// The kernels of the miner, in nonces tried. One operation is one hash of a whole preimage, so
/// operations per microsecond are MH/s. The collector is the one that the node runs with.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:FreqInlineSize=90"})
public class MiningBenchmark {
    private static final int BATCH = 8192;

    /// So much work that nothing is found.
    private static final int DIFFICULTY_BYTES = 8;

    /// 55 is the most that one compression takes, 119 the most that two take.
    @Param({"55", "119"})
    public int preimageBytes;

    /// [Kernels#all()] by name, the plain way first.
    @Param({"digest", "arrays", "vector"})
    public String kernel = "";

    private NonceSearch search = Kernels.digest().begin(new Puzzle(new byte[55], DIFFICULTY_BYTES));
    private long nonce;

    @Setup
    public void begin() {
        byte[] preimage = new byte[preimageBytes];
        new Random(preimageBytes).nextBytes(preimage);
        Kernel chosen = Kernels.all().stream()
                .filter(candidate -> candidate.name().equals(kernel))
                .findFirst()
                .orElseThrow();
        search = chosen.begin(new Puzzle(preimage, DIFFICULTY_BYTES));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Optional<Proof> tryNonces() {
        Optional<Proof> proof = search.find(nonce, BATCH);
        nonce += BATCH;
        return proof;
    }
}
