package tsunagi.app.terminal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tsunagi.protocol.Block;

/// The newest blocks that this node mined, and which of them are on the chain.
final class OwnBlocks {
    /// Bytes of heap that are spent on them at the most: some thousand typed lines.
    static final int MAX_BYTES = 1 << 20;

    private static final int BYTES_PER_BLOCK = 300;

    /// Looks whether a block is on the chain.
    @FunctionalInterface
    interface Look {
        boolean isOnChain(Block block) throws IOException;
    }

    /// What a reorganisation did to them.
    ///
    /// @param gone that were on the chain and are not any more, lowest first
    /// @param back that are on it again
    record Change(List<Block> gone, List<Block> back) {}

    private static final class Own {
        private final Block block;
        private boolean onChain = true;

        Own(Block block) {
            this.block = block;
        }
    }

    private final Deque<Own> blocks = new ArrayDeque<>();
    private int bytes;

    /// Remembers one more, and forgets the oldest if there is no room.
    synchronized void add(Block block) {
        blocks.addLast(new Own(block));
        bytes += bytes(block);
        while (bytes > MAX_BYTES && blocks.size() > 1) bytes -= bytes(blocks.removeFirst().block);
    }

    private static int bytes(Block block) {
        int names = block.transactions().stream()
                .mapToInt(t -> t.sender().length() + t.receiver().length() + BYTES_PER_BLOCK)
                .sum();
        return BYTES_PER_BLOCK + 2 * (block.data().length() + names);
    }

    /// Looks at those above a height.
    synchronized Change lookAbove(long fork, Look look) throws IOException {
        List<Block> gone = new ArrayList<>();
        List<Block> back = new ArrayList<>();
        for (Own own : blocks) {
            if (own.block.index() <= fork) continue;
            boolean onChain = look.isOnChain(own.block);
            if (onChain != own.onChain) (onChain ? back : gone).add(own.block);
            own.onChain = onChain;
        }
        return new Change(gone, back);
    }
}
