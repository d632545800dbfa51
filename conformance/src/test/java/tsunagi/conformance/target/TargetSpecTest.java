package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.script.Need;

class TargetSpecTest {
    private static Target parsed(String text) {
        return assertInstanceOf(TargetSpec.Known.class, TargetSpec.parse(text)).target();
    }

    @Test
    void aCommandIsCutIntoWordsAndItsPlacesAreFilled() {
        Target.Command command = assertInstanceOf(
                Target.Command.class, parsed("cmd:sh -c 'exec node \"$0\"' -p{port} {peers} 'all: {peers}'"));
        assertEquals(
                List.of("sh", "-c", "exec node \"$0\"", "-p7", "a:1", "b:2", "all: a:1 b:2"),
                command.forNode(7, List.of("a:1", "b:2"), Path.of("d")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x {port} --peers={peers}       | --peers={peers}: the placeholder has to be a word of its own; write {peers:--peers=} for
            x {port} {peers}x              | {peers}x: the placeholder has to be a word of its own; write {peers:--peer=} for
            x {port} --p={peers:--q}       | --p={peers:--q}: the placeholder has to be a word of its own; write {peers:--p=} for
            sh -c 'x {port} {peers:--p}'   | x {port} {peers:--p}: the placeholder has to be a word of its own
            x {port} {peer}                | {peer} is no placeholder; did you mean {peers}?
            x {PORT} {peers}               | {PORT} is no placeholder; did you mean {port}?
            x {ports}                      | {ports} is no placeholder; did you mean {port}?
            x {port} {peers} -d {Data}/x   | {Data} is no placeholder; did you mean {data}?
            """)
    void aPlaceholderThatWouldNotWorkIsRefused(String command, String message) {
        for (String kind : List.of("cmd:", "docker:i ")) {
            TargetSpec.Unknown refused = assertInstanceOf(TargetSpec.Unknown.class, TargetSpec.parse(kind + command));
            assertTrue(refused.message().startsWith(message), refused::message);
        }
    }

    @Test
    void aTargetOffersWhatItsPlacesAllow() {
        assertEquals(
                EnumSet.allOf(Need.class), parsed("cmd:x {port} {peers} {data}").offers());
        assertFalse(parsed("docker:x").offers().contains(Need.ADDRESSES));
        assertFalse(parsed("cmd:x {port} {peers}").offers().contains(Need.RESTART));
        assertFalse(parsed("cmd:x {port}").offers().contains(Need.DIAL));
        assertTrue(parsed("addr:localhost:80").offers().isEmpty());
        assertFalse(parsed("addr:localhost:80").isFreshEachTime());
    }

    @Test
    void anImageIsGivenPortAndPeersUnlessTheSpecSaysWhat() {
        assertEquals(new Target.Image("me/node:1", List.of("{port}", "{peers}")), parsed("docker:me/node:1"));
        assertEquals(
                new Target.Image("node", List.of("--listen={port}", "a b")),
                parsed("docker:node --listen={port} 'a b'"));
    }

    @Test
    void anImageOffersWhatItsWordsAllow() {
        assertTrue(parsed("docker:node").offers().containsAll(EnumSet.complementOf(EnumSet.of(Need.ADDRESSES))));
        assertFalse(parsed("docker:node {port} x").offers().contains(Need.RESTART));
        assertTrue(parsed("docker:node {port} {data}").offers().contains(Need.RESTART));
        assertFalse(parsed("docker:node {port}").offers().contains(Need.CUT));
    }

    @Test
    void anImageIsRefusedWithASentenceIfThereIsNoContainerClient() {
        ClassLoader none = ClassLoader.getPlatformClassLoader();
        TargetSpec.Unknown refused =
                assertInstanceOf(TargetSpec.Unknown.class, TargetSpec.parse("docker:me/node:1", none));
        assertTrue(refused.message().contains("use cmd:"), refused::message);
        assertInstanceOf(TargetSpec.Known.class, TargetSpec.parse("cmd:node {port}", none));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "docker:",
                "docker:image 'x",
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
