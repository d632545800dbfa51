package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.script.Need;

class TargetSpecTest {
    private static Target parsed(String text) {
        return assertInstanceOf(TargetSpec.Known.class, TargetSpec.parse(text)).target();
    }

    @Test
    void aCommandIsCutIntoWordsAndItsPlacesAreFilled() {
        Target.Command command = assertInstanceOf(
                Target.Command.class, parsed("cmd:sh -c 'exec node \"$0\"' -p{port} {peers} --all={peers}"));
        assertEquals(
                List.of("sh", "-c", "exec node \"$0\"", "-p7", "a:1", "b:2", "--all=a:1 b:2"),
                command.forNode(7, List.of("a:1", "b:2"), Path.of("d")));
    }

    @Test
    void aTargetOffersWhatItsPlacesAllow() {
        assertTrue(parsed("cmd:x {port} {peers} {data}").offers().containsAll(List.of(Need.values())));
        assertFalse(parsed("cmd:x {port} {peers}").offers().contains(Need.RESTART));
        assertFalse(parsed("cmd:x {port}").offers().contains(Need.DIAL));
        assertTrue(parsed("addr:localhost:80").offers().isEmpty());
        assertFalse(parsed("addr:localhost:80").isFreshEachTime());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "docker:image",
                "cmd:",
                "cmd: ",
                "cmd:a 'b",
                "addr:",
                "addr:host",
                "addr:host:70000",
                "addr::1"
            })
    void whatIsNoTargetIsToldSo(String text) {
        assertInstanceOf(TargetSpec.Unknown.class, TargetSpec.parse(text));
    }
}
