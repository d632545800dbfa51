package tsunagi.benchmarks;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tsunagi.protocol.Hash;

/// SHA-256 of one preimage, the JDK's way: what everything that hashes is compared with.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HashBenchmark {
    /// 55 is the most that one compression takes, 119 the most that two take.
    @Param({"55", "119"})
    public int preimageBytes;

    private byte[] preimage = {};
    private final MessageDigest reused = Hash.newSha256();
    private final byte[] digest = new byte[Hash.BYTES];

    @Setup
    public void fillPreimage() {
        preimage = new byte[preimageBytes];
    }

    @Benchmark
    public byte[] reusedMessageDigest() throws DigestException {
        reused.update(preimage);
        reused.digest(digest, 0, digest.length);
        return digest;
    }

    @Benchmark
    public Hash copiedMessageDigest() {
        return Hash.sha256(preimage);
    }
}
