package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A node at a terminal takes each line that is typed, ends in order on each signal, and gives the
/// terminal back as it was found.
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class TerminalGivenBackTest {
    private static final String PASTE_BEGINS = "\033[200~";
    private static final String PASTE_ENDS = "\033[201~";
    /// All but the first line, which has the speed: JLine does not keep it.
    private static final String MODES = "stty -a | tail -n +2";

    private static final int MORE_THAN_WAIT = 1_100;

    /// A node at a terminal, and then the state of the terminal before and after it. Without a
    /// trap, the shell ends with the program on Ctrl-C.
    private static ShellAtTerminal started(String flags, String typedBefore) throws IOException {
        String node = ShellAtTerminal.NODE + " 0 --in-memory " + flags;
        ShellAtTerminal shell = new ShellAtTerminal(
                "xterm-256color",
                "trap : INT; stty cols 100 rows 30; found=$(" + MODES + "); " + node + "; echo status $?."
                        + "; test \"$found\" = \"$(" + MODES + ")\" && echo as found || stty -a; echo end.");
        shell.type(typedBefore);
        return shell;
    }

    private static void assertGivenBack(ShellAtTerminal shell) throws InterruptedException {
        shell.awaitScreen("status ");
        assertEquals("0", shell.awaitScreen("."));
        String state = shell.awaitScreen("end.");
        assertTrue(state.contains("as found"), state);
    }

    @Test
    void aLineTypedBeforeThePromptIsMined() throws Exception {
        try (ShellAtTerminal node = started("--difficulty 0", "one\n")) {
            node.awaitScreen("listening on");
            node.type("two\nthree\n");
            for (int height = 1; height <= 3; height++) node.awaitScreen("mined block " + height + " ");
            node.type("/block 1\n");
            node.awaitScreen("| one");
            node.type("/block 3\n");
            node.awaitScreen("| three");
            node.type(ShellAtTerminal.CTRL_C);
            node.awaitScreen("stopped");
            assertGivenBack(node);
        }
    }

    /// While lines wait for the miner, no line is read.
    @Test
    void ctrlCWhileNoLineIsReadEndsInOrder() throws Exception {
        try (ShellAtTerminal node = started("--difficulty 6", "")) {
            node.awaitScreen("msg>");
            node.type(PASTE_BEGINS + "a\r".repeat(MORE_THAN_WAIT) + PASTE_ENDS);
            node.awaitScreen("1,001 more lines");
            node.type(ShellAtTerminal.CTRL_C);
            node.awaitScreen("stopped");
            assertGivenBack(node);
        }
    }

    @Test
    void ctrlCAsSoonAsTheNodeListensEndsInOrder() throws Exception {
        try (ShellAtTerminal node = started("", "")) {
            node.awaitScreen("listening on");
            node.type(ShellAtTerminal.CTRL_C);
            node.awaitScreen("stopped");
            assertGivenBack(node);
        }
    }

    /// The reader sets modes of its own for each line that it begins.
    @Test
    void sigtermInTheMiddleOfALineEndsInOrder() throws Exception {
        try (ShellAtTerminal node = started("", "")) {
            node.awaitScreen("msg>");
            node.type("\n\n\nhalf a line");
            node.terminateNode();
            node.awaitScreen("stopped");
            assertGivenBack(node);
        }
    }
}
