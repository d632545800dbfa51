package tsunagi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tsunagi.chain.BlockRules;
import tsunagi.chain.FrameProver;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.CanonicalReader;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Message;

/// Frames read and their hashes checked, on one processor; and blocks written as frames.
/// One operation is one block.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final int BLOCKS = 1_000;

    /// Some 64 KB: what is proven at once during a sync.
    private static final int BLOCKS_OF_A_PART = 200;

    private List<Block> blocks = List.of();
    private List<PlainBlock> plainBlocks = List.of();
    private List<String> lines = List.of();
    private byte[] frames = {};
    private final List<byte[]> parts = new ArrayList<>();
    private final CanonicalReader canonical = new CanonicalReader();
    private final BlockRules rules = new BlockRules(Samples.PARAMETERS);

    @Setup
    public void makeFrames() throws IOException {
        blocks = Samples.blocks(BLOCKS);
        frames = Samples.frames(blocks);
        lines = new String(frames, UTF_8).lines().toList();
        plainBlocks = lines.stream().map(CodecBenchmark::read).toList();
        for (int at = 0; at < BLOCKS; at += BLOCKS_OF_A_PART) {
            parts.add(Samples.frames(blocks.subList(at, at + BLOCKS_OF_A_PART)));
        }
    }

    /// The short way.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    @Fork(
            value = 1,
            jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:FreqInlineSize=90"})
    public void readCanonical(Blackhole into) {
        for (int at = 0; at < frames.length; ) {
            at = canonical.read(frames, at, frames.length);
            into.consume(canonical.hash());
        }
    }

    /// Blocks in a row, as a sync proves them.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    @Fork(
            value = 1,
            jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:FreqInlineSize=90"})
    public int proveInARow() {
        FrameProver prover = rules.frameProver();
        int proven = 0;
        for (byte[] part : parts) proven += prover.run(ByteBuffer.wrap(part)).size();
        if (proven != BLOCKS) throw new IllegalStateException("only " + proven + " of " + BLOCKS + " are proven");
        return proven;
    }

    /// The way for every frame: decoded strictly, then token by token with
    /// Jackson's streaming parser.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void readStreaming(Blackhole into) {
        ByteBuffer bytes = ByteBuffer.wrap(frames);
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(bytes) instanceof FrameDecoder.Frame frame) {
            if (!(Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)
                    || !announced.block().computeHash().equals(announced.block().hash())) {
                throw new IllegalStateException("no valid block");
            }
            into.consume(announced);
        }
    }

    /// The plain Java way.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void readDatabind(Blackhole into) {
        for (String line : lines) into.consume(read(line));
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void write(Blackhole into) {
        for (Block block : blocks) into.consume(BlockWriter.frame(block));
    }

    /// The plain Java way.
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void writeDatabind(Blackhole into) {
        for (PlainBlock block : plainBlocks) into.consume(block.frame());
    }

    private static PlainBlock read(String line) {
        try {
            return PlainBlock.read(line);
        } catch (IOException e) {
            throw new IllegalStateException("no valid block", e);
        }
    }
}
