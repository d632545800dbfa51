package tsunagi.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// Grows branches of mined blocks.
record Branches(ChainParameters parameters) {
    /// Every hash is work enough, so blocks cost nothing.
    static final Branches FREE = new Branches(ChainParameters.book().withDifficulty(0));

    /// One zero byte: real work, of 256 hashes.
    static final Branches CHEAP = new Branches(ChainParameters.book().withDifficulty(1));

    static final Origin ALICE = new Origin(1);
    static final Origin BOB = new Origin(2);

    private static final long TIMESTAMP = 1_783_932_844L;

    Block genesis() {
        return parameters.genesis();
    }

    Block child(Block parent, String data) {
        return mined(childTemplate(parent, data, List.of()));
    }

    Block childWith(Block parent, Transaction... transactions) {
        return mined(childTemplate(parent, "with transactions", List.of(transactions)));
    }

    /// A block whose parent is named rightly and whose index is not its parent's plus one (3.4).
    Block misnumberedChild(Block parent, long index, String data) {
        return mined(new Block(index, TIMESTAMP, 0, data, parent.hash(), Hash.ZERO, List.of()));
    }

    /// `length` blocks, one on the other, the first of them on `parent`.
    List<Block> branch(Block parent, int length, String name) {
        List<Block> branch = new ArrayList<>();
        Block last = parent;
        for (int i = 1; i <= length; i++) {
            last = child(last, name + i);
            branch.add(last);
        }
        return List.copyOf(branch);
    }

    /// The block with the first nonce that gives it its work.
    Block mined(Block template) {
        for (long nonce = 0; ; nonce++) {
            Hash hash = template.withProof(nonce, Hash.ZERO).computeHash();
            if (hash.leadingZeroBytes() >= parameters.difficultyBytes()) return template.withProof(nonce, hash);
        }
    }

    private static Block childTemplate(Block parent, String data, List<Transaction> transactions) {
        return new Block(parent.index() + 1, TIMESTAMP, 0, data, parent.hash(), Hash.ZERO, transactions);
    }

    /// Another block with the same hash: the last letter of the first sender moves to the front
    /// of its receiver, and the hashed bytes stay as they are (section 7).
    static Block malleated(Block block) {
        Transaction first = block.transactions().getFirst();
        int cut = first.sender().length() - 1;
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(
                0,
                new Transaction(
                        first.sender().substring(0, cut),
                        first.sender().substring(cut) + first.receiver(),
                        first.amount()));
        return new Block(
                block.index(),
                block.timestamp(),
                block.nonce(),
                block.data(),
                block.prevHash(),
                block.hash(),
                transactions);
    }

    /// The block as one that has been proven.
    ProvenBlock proven(Block block) {
        if (new BlockRules(parameters).prove(block) instanceof BlockRules.Proven proven) return proven.block();
        throw new IllegalArgumentException("a test mined a block without proof: " + block);
    }

    /// What goes over the wire for these blocks.
    static byte[] frames(List<Block> blocks) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        blocks.forEach(block -> frames.writeBytes(BlockWriter.frame(block)));
        return frames.toByteArray();
    }

    /// Adds the blocks one after another, from one origin.
    ///
    /// @return what became of the last one
    static AddResult addAll(Chain chain, List<Block> blocks, Origin origin) throws IOException {
        AddResult result = new AddResult.Duplicate();
        for (Block block : blocks) result = chain.add(block, origin);
        return result;
    }

    static List<Hash> hashes(List<Block> blocks) {
        return blocks.stream().map(Block::hash).toList();
    }
}
