package tsunagi.network.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.BlockRules;
import tsunagi.chain.ProvenBlock;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// What a peer says does not depend on how much of it comes at once (1.4), nor on who proves it.
class PeerInputTest {
    private static final BlockRules RULES = new BlockRules(Mined.PARAMETERS);
    private static final List<Block> BRANCH = Mined.branch(Mined.GENESIS, 1_200, "block ");

    /// Last task first: parts are proven in any order, and said in theirs.
    private static final Workers BACKWARDS = tasks -> {
        List<Runnable> reversed = new ArrayList<>(tasks);
        Collections.reverse(reversed);
        reversed.forEach(Runnable::run);
    };

    @Test
    void manyBlocksAtOnceAreSaidAsOne() {
        byte[] bytes = frames(BRANCH);
        PeerInput input = new PeerInput(RULES, BACKWARDS);
        PeerInput.Blocks blocks = assertInstanceOf(PeerInput.Blocks.class, input.next(ByteBuffer.wrap(bytes)));
        assertTrue(bytes.length > 3 * NetworkLimits.PART_BYTES, "they are several parts");
        assertEquals(
                BRANCH.stream().map(Block::hash).toList(),
                blocks.blocks().stream().map(ProvenBlock::hash).toList());
    }

    @Test
    void whatComesAtOnceIsSaidAsWhatComesByteByByte() {
        byte[] bytes = mixed();
        assertEquals(said(bytes, 1), said(bytes, bytes.length));
        assertEquals(said(bytes, 1), said(bytes, 200_003));
    }

    /// As a connection does that reads much at once.
    @Test
    void whatIsPushedAgainWithWhatFollowsItIsSaidOnce() {
        byte[] bytes = mixed();
        List<String> all = new ArrayList<>();
        PeerInput input = new PeerInput(RULES, BACKWARDS);
        ByteBuffer buffer = ByteBuffer.allocate(200_003);
        for (int at = 0; at < bytes.length; ) {
            input.giveBack(buffer.clear());
            int more = Math.min(buffer.remaining(), bytes.length - at);
            buffer.put(bytes, at, more).flip();
            at += more;
            PeerInput.Said said = input.next(buffer);
            for (; !(said instanceof PeerInput.NeedMore); said = input.next(buffer)) all.addAll(words(said));
        }
        assertEquals(said(bytes, 1), all);
    }

    @Test
    void afterAFrameThatIsTooLongNothingElseIsSaid() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frames(BRANCH.subList(0, 200)));
        bytes.writeBytes("x".repeat(5_000).getBytes(US_ASCII));
        bytes.write('\n');
        bytes.writeBytes(frames(BRANCH.subList(200, 600)));
        List<String> all = said(bytes.toByteArray(), bytes.size());
        assertEquals(201, all.size());
        assertEquals("too long", all.getLast());
    }

    /// Blocks with everything else between them, and the start of one more.
    private static byte[] mixed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] others = {"hello\n", "BLOCK:{}x\n", "GET_CHAIN\n", "\n", "BLOCK: {\"index\":3}\n"};
        for (int i = 0; i < BRANCH.size(); i++) {
            bytes.writeBytes(BlockWriter.frame(BRANCH.get(i)));
            if (i % 70 == 69) bytes.writeBytes(others[i / 70 % others.length].getBytes(US_ASCII));
        }
        bytes.writeBytes("BLOCK:{\"index".getBytes(US_ASCII));
        return bytes.toByteArray();
    }

    private static byte[] frames(List<Block> blocks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        blocks.forEach(block -> bytes.writeBytes(BlockWriter.frame(block)));
        return bytes.toByteArray();
    }

    private static List<String> said(byte[] bytes, int atOnce) {
        List<String> all = new ArrayList<>();
        PeerInput input = new PeerInput(RULES, BACKWARDS);
        for (int at = 0; at < bytes.length; at += atOnce) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(atOnce, bytes.length - at));
            PeerInput.Said said = input.next(piece);
            for (; !(said instanceof PeerInput.NeedMore); said = input.next(piece)) {
                all.addAll(words(said));
                if (said instanceof PeerInput.TooLong) return all;
            }
        }
        return all;
    }

    private static List<String> words(PeerInput.Said said) {
        return switch (said) {
            case PeerInput.Blocks blocks ->
                blocks.blocks().stream()
                        .map(block -> block.index() + " " + block.hash())
                        .toList();
            case PeerInput.ChainRequest request -> List.of("request " + PeerInput.evidence(request.frame()));
            case PeerInput.Fault fault -> List.of(fault.offence() + " " + PeerInput.evidence(fault.frame()));
            case PeerInput.TooLong tooLong -> List.of("too long");
            case PeerInput.NeedMore needMore -> List.of();
        };
    }
}
