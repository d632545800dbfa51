package tsunagi.app.terminal;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.slf4j.Logger;
import tsunagi.app.mining.BlockProducer;
import tsunagi.network.Node;
import tsunagi.protocol.ProtocolLimits;
import tsunagi.protocol.Transaction;

/// A terminal: the prompt stays at the bottom with a status line under it, log lines and answers
/// scroll by above it, Ctrl-C ends the node, Ctrl-D the typing. Lines that were typed before come
/// back with the arrow keys.
public final class TerminalConsole implements Runnable {
    private static final String PROMPT = "msg> ";
    private static final char NOT_UTF_8 = '\uFFFD';

    /// What the console needs of the program around it.
    ///
    /// @param hashRate hashes a second of the search under way
    /// @param texts    shows what blocks say
    /// @param logLines where log lines go is set here
    /// @param notes    takes lines that go where log lines go, in their order
    /// @param stop     called on Ctrl-C
    public record Surroundings(
            Node node,
            BlockProducer producer,
            DoubleSupplier hashRate,
            Logger log,
            BlockTexts texts,
            Consumer<Consumer<String>> logLines,
            Consumer<String> notes,
            Consumer<String> standardError,
            Runnable stop) {}

    /// Reads that fail one after another, after which the terminal is given up.
    private static final int MAX_FAILURES = 3;

    private final Surroundings around;
    private final MiningQueue queue;
    private final List<Transaction> collected = new CopyOnWriteArrayList<>();
    private final OperatorTerminal place;

    public TerminalConsole(Surroundings around, OperatorTerminal place) {
        this.around = around;
        this.place = place;
        this.queue = new MiningQueue(around.producer(), this::refused);
    }

    /// What was collected for the line waits for the next one.
    private void refused(String why, List<Transaction> transactions) {
        collected.addAll(0, transactions);
        around.log().warn("line not mined: {}", why);
    }

    @Override
    public void run() {
        // Only when the terminal is as it was found: a stop of the program ends this thread too.
        if (serve()) around.stop().run();
    }

    /// @return whether the node is to be stopped
    private boolean serve() {
        try (Terminal terminal = place.open(around.stop())) {
            Prompt reader = new Prompt(terminal);
            around.logLines().accept(reader::printAbove);
            around.texts().showOn(reader::columns, around.notes());
            queue.start();
            try (StatusLine status = new StatusLine(reader, around, queue)) {
                status.start();
                return readLines(reader);
            }
        } catch (IOException e) {
            around.log().warn("the terminal cannot be used: {}", e.getMessage());
            return false;
        } catch (IllegalStateException e) {
            // JLine's terminal is closed, because the program ends.
            if (!place.isRestored()) throw e;
            return false;
        } finally {
            around.logLines().accept(around.standardError());
        }
    }

    /// @return whether the node is to be stopped
    private boolean readLines(Prompt reader) {
        int failures = 0;
        while (!place.isRestored()) {
            try {
                String line = reader.nextLine(PROMPT);
                failures = 0;
                // Ctrl-C came between the line's end and the return.
                if (Thread.interrupted()) return true;
                obey(line, reader);
            } catch (UserInterruptException e) {
                return true;
            } catch (EndOfFileException e) {
                if (place.isRestored()) return false;
                around.log().info("end of input; the node keeps running");
                return false;
            } catch (IOError e) {
                // In the background, after Ctrl-Z and bg, or the terminal is gone.
                // It stays open meanwhile: its library handles the signal that ends the stop.
                if (place.isRestored()) return false;
                around.log().warn("the terminal cannot be read now; the node keeps running");
                if (++failures == MAX_FAILURES || !place.awaitForeground()) return false;
                around.log().info("in the foreground again: lines are read");
            } catch (IOException e) {
                reader.printAbove("the chain cannot be read: " + e.getMessage());
            } catch (InterruptedException e) {
                // Only JLine interrupts this thread: on Ctrl-C.
                return true;
            }
        }
        return false;
    }

    /// A character that stands for bytes which are not UTF-8 was hardly meant to be mined.
    private void obey(String line, Prompt reader) throws IOException, InterruptedException {
        if (line.indexOf(NOT_UTF_8) < 0) obey(Typed.of(line), reader);
        else around.log().warn("line not mined: it is not valid UTF-8");
    }

    private void obey(Typed typed, Prompt reader) throws IOException, InterruptedException {
        switch (typed) {
            case Typed.Data data -> mine(data.text());
            case Typed.Nothing nothing -> {}
            case Typed.Help help -> reader.printAbove(Tables.HELP);
            case Typed.ShowPeers peers ->
                reader.printAbove(Tables.peers(around.node().peers()));
            case Typed.ShowChain chain ->
                reader.printAbove(Tables.blocks(
                        around.node().chain().below(around.node().tip().index(), chain.count()), reader.columns()));
            case Typed.ShowBlock block ->
                reader.printAbove(new BlockLookup(around.node().chain()).answer(block.which(), reader.columns()));
            case Typed.Collect collect -> {
                collected.add(collect.transaction());
                reader.printAbove(Tables.collected(collected));
            }
            case Typed.ShowCollected show -> reader.printAbove(Tables.collected(collected));
            case Typed.ClearCollected clear -> {
                collected.clear();
                reader.printAbove(Tables.collected(collected));
            }
            case Typed.Wrong wrong -> reader.printAbove(wrong.why());
        }
    }

    private void mine(String data) throws InterruptedException {
        if (data.length() > ProtocolLimits.MAX_FRAME_BYTES) {
            around.log().warn("line not mined: it is longer than {} bytes", ProtocolLimits.MAX_FRAME_BYTES);
            return;
        }
        queue.add(data, List.copyOf(collected));
        collected.clear();
    }
}
