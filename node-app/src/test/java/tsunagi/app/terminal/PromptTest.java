package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

class PromptTest {
    /// A stop gives the terminal back while the thread of the status line still draws. If that
    /// thread died of it, the node would end with status 1.
    @Test
    void theStatusLineOfATerminalThatWasGivenBackIsNobodysDeath() throws IOException {
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", "xterm", new ByteArrayOutputStream(), UTF_8);
        terminal.setSize(new Size(80, 24));
        Prompt prompt = new Prompt(terminal);
        prompt.status(List.of("height 1"));
        terminal.close();
        assertDoesNotThrow(() -> prompt.status(List.of("height 2")));
    }
}
