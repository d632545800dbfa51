package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Octets;

/// A toy as the player wants a node: started, spoken to at its console, ended.
public final class RunningToy implements RunningNode {
    private static final byte[] END = new byte[0];

    private final ToyNode node;
    private final Trait trait;
    private final ToyLines lines;
    private final BlockingQueue<byte[]> console = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream unended = new ByteArrayOutputStream();

    private RunningToy(ToyNode node, Trait trait) {
        this.node = node;
        this.trait = trait;
        lines = new ToyLines(trait);
    }

    /// Toys without a fault, or with one.
    public static Target target(@Nullable Defect defect) {
        return new Target.Embedded((port, peers, data) -> start(new Trait(defect), port, peers, data));
    }

    private static RunningToy start(Trait trait, int port, List<String> peers, Path data) throws IOException {
        ToyNode node = new ToyNode(data, trait);
        node.listen(port);
        new ToyDialler(node, trait).dial(peers);
        RunningToy toy = new RunningToy(node, trait);
        // Mining would keep a virtual thread's carrier from all others.
        Thread.ofPlatform().daemon().start(toy::readConsole);
        return toy;
    }

    @SuppressWarnings("ReferenceEquality") // END is no line, however empty
    private void readConsole() {
        try {
            for (byte[] line = console.take(); line != END && !lines.endAt(line); line = console.take()) {
                String more = trait.is(Mutant.JOINS_CONSOLE_LINES) ? linesThatFollow() : "";
                for (String data : lines.data(line)) node.mine(data + more);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (trait.is(Mutant.ENDS_WITH_ITS_INPUT)) node.end("it ended with status 0");
    }

    /// Waits for the first of them, because typing may be held up, and takes
    /// what else is there by then.
    @SuppressWarnings("ReferenceEquality") // END is no line, however empty
    private String linesThatFollow() throws InterruptedException {
        StringBuilder following = new StringBuilder();
        for (byte[] line = console.poll(5, TimeUnit.SECONDS); line != null; line = console.poll()) {
            if (line == END) {
                console.add(END);
                break;
            }
            following.append(' ').append(new String(line, UTF_8));
        }
        return following.toString();
    }

    @Override
    public void console(Octets text) {
        byte[] bytes = text.toArray();
        if (trait.is(StateMutant.DECODES_EACH_READ_OF_LINES)) bytes = new String(bytes, UTF_8).getBytes(UTF_8);
        for (byte b : bytes) {
            if (b != '\n') unended.write(b);
            else endLine();
            if (unended.size() == 8192 && trait.is(StateMutant.CUTS_LINES_AT_8192)) endLine();
        }
        // A line loses one CR before its LF.
        boolean endsInCr = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        if (endsInCr && trait.is(StateMutant.KEEPS_A_CR_READ_ALONE)) unended.write('\r');
    }

    private void endLine() {
        byte[] line = unended.toByteArray();
        unended.reset();
        if (trait.is(StateMutant.DROPS_LINES_BEYOND_64) && console.size() >= 64) return;
        console.add(line);
    }

    @Override
    public void endConsole() {
        boolean drops = trait.is(StateMutant.DROPS_AN_UNENDED_LAST_LINE)
                || (trait.is(StateMutant.DROPS_AN_UNENDED_LINE_BEHIND_OTHERS) && !console.isEmpty());
        if (unended.size() > 0 && !drops) endLine();
        if (trait.is(StateMutant.DROPS_LINES_AT_THE_END)) console.clear();
        console.add(END);
    }

    @Override
    public @Nullable String ended() {
        return node.ended();
    }

    @Override
    public String words() {
        return "";
    }

    @Override
    public boolean stop(Duration within) {
        kill();
        return true;
    }

    @Override
    public void pause(boolean yes) {
        node.pause(yes);
    }

    /// A toy has no network of its own to spoil. What is expected on a bad network
    /// holds on a good one too.
    @Override
    public void netem(Duration delay, int lossPercent) {}

    @Override
    public void kill() {
        console.add(END);
        node.end("it was ended");
    }
}
