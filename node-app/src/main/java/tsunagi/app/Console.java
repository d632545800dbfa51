package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tsunagi.app.mining.BlockProducer;
import tsunagi.protocol.ProtocolLimits;

/// Standard input that is not a terminal: each line but an empty one is a block, and the end of
/// input ends only the reading (rule 6).
final class Console implements Runnable {
    private final LineInput lines;
    private final BlockProducer producer;

    Console(InputStream in, BlockProducer producer) {
        this.lines = new LineInput(new BufferedInputStream(in), ProtocolLimits.MAX_FRAME_BYTES);
        this.producer = producer;
    }

    /// Reads until the input ends or the node does.
    @Override
    public void run() {
        try {
            for (Optional<LineInput.Input> input = lines.next(); input.isPresent(); input = lines.next()) {
                switch (input.get()) {
                    case LineInput.Line line -> produce(producer, line.text());
                    case LineInput.Empty empty -> {}
                    case LineInput.Unusable unusable -> LOG.warn("line not mined: {}", unusable.why());
                }
            }
        } catch (IOException e) {
            LOG.warn("standard input cannot be read any more: {}", e.getMessage());
        }
    }

    /// Makes a block of a line, and says so if it can't be one.
    static void produce(BlockProducer producer, String data) {
        try {
            BlockProducer.Outcome outcome = producer.produce(data);
            switch (outcome) {
                case BlockProducer.Refused refused -> LOG.warn("line not mined: {}", refused.why());
                case BlockProducer.Mined mined -> {}
                case BlockProducer.Stopped stopped -> {}
                case BlockProducer.GivenUp nobody -> {}
            }
        } catch (IOException e) {
            LOG.debug("line not mined: the node failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
