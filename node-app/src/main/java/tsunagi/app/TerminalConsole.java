package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import tsunagi.app.mining.BlockProducer;
import tsunagi.protocol.ProtocolLimits;

/// A terminal: the prompt stays at the bottom, log lines scroll by above it, Ctrl-C ends the
/// node, Ctrl-D the typing.
final class TerminalConsole implements Runnable {
    private static final String PROMPT = "msg> ";

    private final BlockProducer producer;
    private final Runnable stop;

    /// @param stop called on Ctrl-C
    TerminalConsole(BlockProducer producer, Runnable stop) {
        this.producer = producer;
        this.stop = stop;
    }

    @Override
    public void run() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            Logging.redirect(reader::printAbove);
            readLines(reader);
        } catch (IOException e) {
            LOG.warn("the terminal cannot be used: {}", e.getMessage());
        } finally {
            Logging.redirect(Logging.toStream(System.err));
        }
    }

    private void readLines(LineReader reader) {
        while (true) {
            try {
                String line = reader.readLine(PROMPT);
                if (line.length() > ProtocolLimits.MAX_FRAME_BYTES) {
                    LOG.warn("line not mined: it is longer than {} bytes", ProtocolLimits.MAX_FRAME_BYTES);
                } else {
                    Console.produce(producer, line);
                }
            } catch (UserInterruptException e) {
                stop.run();
                return;
            } catch (EndOfFileException e) {
                LOG.info("end of input; the node goes on");
                return;
            }
        }
    }
}
