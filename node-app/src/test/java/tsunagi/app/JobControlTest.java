package tsunagi.app;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A node at the terminal of a shell that has jobs. In the background it cannot read the terminal;
/// in the foreground it reads again.
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class JobControlTest {
    private ShellAtTerminal shell;

    /// As the launcher does, the shell lets the node ignore what would stop it in the background.
    @BeforeEach
    void openTerminal() throws Exception {
        shell = new ShellAtTerminal("xterm", "bash --norc --noediting -i");
        shell.type("stty cols 100 rows 30; PS1=rea'dy: '\n");
        shell.awaitScreen("ready: ");
        shell.type("node() ( trap '' TTIN TTOU; exec " + ShellAtTerminal.NODE + " 0 --in-memory --difficulty 0 )\n");
        shell.awaitScreen("ready: ");
    }

    @AfterEach
    void closeTerminal() {
        shell.close();
    }

    @Test
    void aNodeThatWasInTheBackgroundReadsAgain() throws Exception {
        shell.type("node\n");
        shell.awaitScreen("listening on");
        shell.awaitScreen("msg>");
        shell.type("one\n");
        shell.awaitScreen("mined block 1 ");
        for (int round = 2; round <= 3; round++) {
            shell.type(ShellAtTerminal.CTRL_Z);
            shell.awaitScreen("Stopped");
            shell.type("bg\n");
            shell.awaitScreen("the terminal cannot be read now");
            shell.type("fg\n");
            shell.awaitScreen("lines are read");
            shell.awaitScreen("msg>");
            shell.type("more\n");
            shell.awaitScreen("mined block " + round + " ");
        }
    }

    @Test
    void aNodeThatWasStartedInTheBackgroundReadsOnceItIsInTheForeground() throws Exception {
        shell.type("node &\n");
        shell.awaitScreen("lines are read once it is in the foreground");
        shell.type("fg\n");
        shell.awaitScreen("msg>");
        shell.type("one\n");
        shell.awaitScreen("mined block 1 ");
    }
}
