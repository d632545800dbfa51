package tsunagi.conformance.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Template;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// The block that a node mined of its first line, and what is wrong with it.
///
/// @param block       to build on, or null if there is none
/// @param finding     the most fundamental fault, or null if there is none
/// @param isOtherForm whether the fault is the form of the frame alone
record FirstLine(@Nullable WireBlock block, @Nullable Finding finding, boolean isOtherForm) {
    /// Hashes of genesis that nodes of the book's editions compute, by their first digits, and why.
    private static final Map<String, String> KNOWN_GENESIS = Map.of(
            "0000d00f",
            "this is what the book's code of 2025 computes: its `toBytes` returns a slice of memory that is gone by the"
                    + " time it is hashed. Return the bytes by value",
            "000057e2",
            "this is what the book's code of 2025 computes in a release build: its `toBytes` returns a slice of memory"
                    + " that is gone by the time it is hashed. Return the bytes by value",
            "00009e7e",
            "this is the genesis block of chapters 11 and later of the book's edition of 2026, which are another network");

    static Template template(String line) {
        return new Template(List.of(new Template.Fixed(Octets.utf8(line))));
    }

    /// Looks at a frame that came after a line was typed at a node with an empty chain.
    static FirstLine of(Octets frame, String line) {
        Optional<WireBlock> read = frame.readLeniently();
        if (read.isEmpty()) {
            return wrong(
                    "2.5", "the frame of a mined block is no JSON object with its members: " + frame.brief(200), "");
        }
        WireBlock block = read.get();
        String genesis = genesisFault(block);
        if (genesis != null) {
            return wrong(
                    "3.3",
                    "the first mined block builds on a genesis block with the hash " + block.prevHash() + ", not "
                            + WireBlock.GENESIS_HASH,
                    genesis);
        }
        if (!block.hashIsRight()) {
            return wrong(
                    "3.1",
                    "the `hash` of a mined block is not the hash of its contents",
                    "PROTOCOL.md, appendix A, works one out, byte by byte");
        }
        if (!block.hasWork()) {
            return wrong("3.2", "the hash of a mined block does not begin with two zero bytes: " + block.hash(), "");
        }
        if (block.index() != 1) {
            return wrong("3.4", "the first mined block has the index " + block.index() + ", not 1", "");
        }
        if (!block.data().equals(line)) {
            return wrong("6.2", "the data of a mined block is not the line that was typed", "");
        }
        if (frame.readBlock() instanceof WireBlock.Faulty) return new FirstLine(block, otherForm(frame), true);
        return new FirstLine(block, null, false);
    }

    private static @Nullable String genesisFault(WireBlock block) {
        if (block.prevHash().equals(WireBlock.GENESIS_HASH) || block.index() > 1) return null;
        return KNOWN_GENESIS.entrySet().stream()
                .filter(known -> block.prevHash().startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("PROTOCOL.md, appendix A, works the hash of genesis out, byte by byte");
    }

    private static FirstLine wrong(String rule, String fault, String advice) {
        return new FirstLine(null, new Finding(rule, fault, advice), false);
    }

    static Finding otherForm(Octets frame) {
        String place = frame.readLeniently()
                .map(block -> Form.difference(frame, block.canonicalFrame()))
                .orElse("it is no block");
        return new Finding(
                "2.5",
                "blocks come in another form than the canonical one: " + place,
                "members stand in one order, without white space; scenarios about other rules are judged as if the form"
                        + " were right");
    }
}
