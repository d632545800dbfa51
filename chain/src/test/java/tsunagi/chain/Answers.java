package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tsunagi.protocol.Block;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Locator;
import tsunagi.protocol.Message;
import tsunagi.protocol.ProtocolLimits;

/// What a peer gets that asks a chain.
final class Answers {
    /// What goes over the wire when somebody asks for all of it.
    static byte[] answer(Chain chain) throws IOException {
        return bytes(chain, chain.answer(Locator.EMPTY));
    }

    static byte[] bytes(Chain chain, ChainAnswer answer) throws IOException {
        return bytes(chain, answer.rest());
    }

    static byte[] bytes(Chain chain, List<Extent> extents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WritableByteChannel channel = Channels.newChannel(bytes);
        for (Extent extent : extents) {
            for (long at = extent.from(); at < extent.to(); ) {
                at += chain.log().transferTo(at, extent.to() - at, channel);
            }
        }
        return bytes.toByteArray();
    }

    /// Takes the next frame of an answer.
    static byte[] nextFrame(Chain chain, ChainAnswer answer) throws IOException {
        Extent extent = answer.first().orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(extent.length(), ProtocolLimits.MAX_FRAME_BYTES));
        chain.log().read(extent.from(), bytes);
        int length = 1;
        while (bytes.get(length - 1) != '\n') length++;
        answer.sent(length);
        return Arrays.copyOf(bytes.array(), length);
    }

    /// The blocks whose frames these bytes are.
    static List<Block> blocks(byte[] answer) {
        List<Block> blocks = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        while (decoder.next(bytes) instanceof FrameDecoder.Frame frame) {
            Message message = Message.parse(frame.bytes());
            blocks.add(assertInstanceOf(Message.BlockAnnounced.class, message).block());
        }
        return blocks;
    }

    private Answers() {}
}
