package tsunagi.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tsunagi.protocol.Block;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Message;
import tsunagi.protocol.Transaction;

/// What the blocks of long chains hold. Blocks must link, so a chain cannot be had by
/// writing frames again and again; but its blocks can have the data, transactions and
/// times of others, in rounds.
///
/// @param name  names the shape in a report
/// @param round of blocks whose contents are taken, one after another; the time
///     runs on from round to round
public record ChainShape(String name, List<Block> round) {
    private static final String VECTOR = "../shared/vectors/chain-20k.frames.gz";
    private static final int MADE_UP_BLOCKS = 12;
    private static final long SECONDS_BETWEEN_BLOCKS = 7;
    private static final List<Transaction> PAYMENTS = List.of(
            new Transaction("Alice", "Bob", 11_065),
            new Transaction("Müller", "Bob", 25_946),
            new Transaction("佐藤", "Carol", 89_410));

    /// Keeps its own copy.
    public ChainShape {
        round = List.copyOf(round);
    }

    /// That of the 20,000 blocks in a file beside the checkout that was not made by this project;
    /// where it is not, a made-up one.
    ///
    /// @param home the checkout
    public static ChainShape beside(Path home) throws IOException {
        Path vector = home.toRealPath().resolve(VECTOR).normalize();
        if (!Files.exists(vector)) return madeUp();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(vector)))) {
            return new ChainShape("vector", blocks(ByteBuffer.wrap(in.readAllBytes())));
        }
    }

    /// As in that file a quarter of the blocks has one to three transactions, and not
    /// all their names are ASCII.
    public static ChainShape madeUp() {
        List<Block> round = new ArrayList<>();
        for (int i = 1; i <= MADE_UP_BLOCKS; i++) {
            int payments = Math.max(0, i + PAYMENTS.size() - MADE_UP_BLOCKS);
            String data = "block " + (10_000 + i) + " of a chain mined elsewhere";
            long timestamp = 1_700_000_000L + SECONDS_BETWEEN_BLOCKS * i;
            round.add(new Block(i, timestamp, 35_170, data, Hash.ZERO, Hash.ZERO, PAYMENTS.subList(0, payments)));
        }
        return new ChainShape("made-up", round);
    }

    private static List<Block> blocks(ByteBuffer frames) throws IOException {
        List<Block> blocks = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        while (decoder.next(frames) instanceof FrameDecoder.Frame frame) {
            if (!(Message.parse(frame.bytes()) instanceof Message.BlockAnnounced announced)) {
                throw new IOException(VECTOR + " holds something other than blocks after " + blocks.size());
            }
            blocks.add(announced.block());
        }
        return blocks;
    }

    /// The next block, with its work. Its nonce is looked for from that of the round's block on, so
    /// that frames are as long whatever the difficulty.
    public Block child(Block parent, int difficultyBytes) {
        long index = parent.index() + 1;
        long turn = (index - 1) / round.size();
        Block like = round.get((int) ((index - 1) % round.size()));
        long timestamp = like.timestamp() + turn * roundSeconds();
        Block template = new Block(index, timestamp, 0, like.data(), parent.hash(), Hash.ZERO, like.transactions());
        for (long nonce = like.nonce(); ; nonce++) {
            Hash hash = template.withProof(nonce, Hash.ZERO).computeHash();
            if (hash.leadingZeroBytes() >= difficultyBytes) return template.withProof(nonce, hash);
        }
    }

    private long roundSeconds() {
        return round.getLast().timestamp() - round.getFirst().timestamp() + SECONDS_BETWEEN_BLOCKS;
    }

    /// So many blocks without work on top of another.
    public List<Block> branch(Block parent, int length) {
        List<Block> blocks = new ArrayList<>(length);
        for (Block last = parent; blocks.size() < length; last = blocks.getLast()) blocks.add(child(last, 0));
        return blocks;
    }
}
