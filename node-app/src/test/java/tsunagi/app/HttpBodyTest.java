package tsunagi.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the node refuses of a body, and how it names the reason.
class HttpBodyTest {
    private static final String JSON = "Content-Type";

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null", "1", "1.50", "1e400", "-0", "{}", "[]", "[\"x\"]"})
    void onlyAStringIsTakenForAText(String value) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            refused(node, "{\"data\":" + value + "}", "wrong-type", "/data");
            String transfer = "{\"data\":\"x\",\"transactions\":[{\"sender\":%s,\"receiver\":%s,\"amount\":1}]}";
            refused(node, transfer.formatted(value, "\"b\""), "wrong-type", "/transactions/0/sender");
            refused(node, transfer.formatted("\"a\"", value), "wrong-type", "/transactions/0/receiver");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, wrong-type",
        "1e3, wrong-type",
        "'\"1\"', wrong-type",
        "true, wrong-type",
        "null, wrong-type",
        "-1, out-of-range",
        "9223372036854775808, out-of-range",
        "18446744073709551617, out-of-range"
    })
    void onlyAWholeNumberOf63BitsIsAnAmount(String amount, String code) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String transfer = "{\"data\":\"x\",\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\",\"amount\":"
                    + amount + "}]}";
            refused(node, transfer, code, "/transactions/0/amount");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing-member | /data",
                "{\"transactions\":[]} | missing-member | /data",
                "{\"data\":\"a\",\"data\":\"b\"} | duplicate-member | /data",
                "{\"data\":\"a\",\"d\\u0061ta\":\"b\"} | duplicate-member | /data",
                "{\"data\":\"a\",\"a/~b\":1} | unknown-member | /a~1~0b",
                "{\"Data\":\"a\"} | unknown-member | /Data",
                "{\"data\":\"\\ud800\"} | lone-surrogate | /data",
                "{\"data\":[[[[[[[[[]]]]]]]]]} | out-of-range | /data/0/0/0/0/0/0/0",
                "{\"data\":\"a\",\"transactions\":null} | wrong-type | /transactions",
                "{\"data\":\"a\",\"transactions\":{}} | wrong-type | /transactions",
                "{\"data\":\"a\",\"transactions\":[null]} | wrong-type | /transactions/0",
                "{\"data\":\"a\",\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\"}]} "
                        + "| missing-member | /transactions/0/amount",
                "{\"data\":\"a\",\"transactions\":[{\"sender\":\"a\",\"sender\":\"b\"}]} "
                        + "| duplicate-member | /transactions/0/sender"
            })
    void aRefusalNamesTheMember(String body, String code, String pointer) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            refused(node, body, code, pointer);
        }
    }

    /// Longer than the parser reads, which is no fault of its form.
    @Test
    void aNumberOfAThousandDigitsIsOutOfRange() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String amount = "9".repeat(2_000);
            refused(
                    node,
                    "{\"data\":\"\",\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\",\"amount\":" + amount
                            + "}]}",
                    "out-of-range",
                    "/transactions/0/amount");
        }
    }

    /// A caret is the character U+0001. Long texts follow the fault, so its place is not the end.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":\"^ | 9",
                "{\"data\":\"\\q | 10",
                "{\"data\":\"\\u12g4 | 13",
                "{\"data\":\"éé😀^ | 17",
                "\uFEFF{\"data\":\"^ | 12",
                "{data:\" | 1",
                "{'data':\" | 1",
                "{\"data\" \" | 8",
                "{\"data\":\"a\" \"b\":\" | 12",
                "{\"data\":\"a\",} | 12",
                "{\"data\":\"a\"] | 11",
                "{\"data\":\"\"} {\"b\":\" | 12",
                "{\"data\":\"\"}} | 11",
                "{\"data\": | 8",
                "{\"data\":nulx,\"b\":\" | 8",
                "{\"data\":01,\"b\":\" | 9",
                "{\"data\":1.x,\"b\":\" | 9",
                "[1,] | 3",
                "nonsense | 0"
            })
    void theFaultOfATextThatIsNoJsonIsNamedByItsByte(String start, int at) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String body = start.replace('^', '\u0001') + "x".repeat(3_000) + "\"}";
            HttpResponse<String> answer = node.ask("POST", "/api/blocks", body, JSON, "application/json");
            assertEquals(
                    "The body is not JSON. The fault is near byte " + at + ".",
                    HttpNode.json(answer).get("detail").asString(),
                    start);
        }
    }

    /// The server of the JDK reads none, so the answer must not speak of a length.
    @Test
    void aBodyWithATrailerGetsATrueAnswer() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = upload(
                    node,
                    "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{\"data\":\"x\"}\r\n0\r\nX: 1\r\n\r\n");
            assertTrue(answer.contains("\"code\":\"body-cut-short\""), answer);
            assertTrue(answer.contains("Trailers are not read here."), answer);
        }
    }

    /// Bytes as RFC 3629 forbids them, and JSON in other encodings.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":\"\u00c0\u00af\"}",
                "{\"data\":\"\u00c1\u00bf\"}",
                "{\"data\":\"\u00c0\u0080\"}",
                "{\"data\":\"\u00e0\u0080\u00af\"}",
                "{\"data\":\"\u00f0\u0080\u0080\u00af\"}",
                "{\"data\":\"\u00f4\u0090\u0080\u0080\"}",
                "{\"data\":\"\u00ed\u00a0\u0080\"}",
                "{\"data\":\"\u00ff\"}",
                "\u0000{\u0000\"\u0000d\u0000a\u0000t\u0000a\u0000\"\u0000:\u0000\"\u0000c\u0000\"\u0000}",
                "\u00ff\u00fe{\u0000\"\u0000d\u0000a\u0000t\u0000a\u0000\"\u0000:\u0000\"\u0000c\u0000\"\u0000}\u0000"
            })
    void onlyUtf8IsJson(String bytes) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = upload(node, "Connection: close\r\nContent-Length: " + bytes.length() + "\r\n\r\n" + bytes);
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("not-json"), answer);
            assertEquals(0, node.json("/api/chain").get("height").asInt());
        }
    }

    @Test
    void aPackedBodyIsRefused() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.ask(
                    "POST", "/api/blocks", "{\"data\":\"x\"}", JSON, "application/json", "Content-Encoding", "gzip");
            assertEquals(415, answer.statusCode(), answer.body());
        }
    }

    private static void refused(HttpNode node, String body, String code, String pointer) throws Exception {
        HttpResponse<String> answer = node.ask("POST", "/api/blocks", body, JSON, "application/json");
        assertEquals(400, answer.statusCode(), body);
        JsonNode problem = HttpNode.json(answer);
        assertEquals(code, problem.get("code").asString(), answer.body());
        assertEquals(pointer, problem.get("pointer").asString(), answer.body());
        assertTrue(problem.get("detail").asString().startsWith(pointer), answer.body());
        assertEquals(0, node.json("/api/chain").get("height").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"data\"",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"dat",
                "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}"
            })
    void anUploadThatIsBrokenOffIsNoFaultOfTheNode(String rest) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = upload(node, rest);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(node.read("/metrics").body().contains("{route=\"/api/blocks\",status=\"500\"} 0.0\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api%2Fevents", "/api/%65vents/", "//api/events", "/api/./events", "/api/x/../events",
                "/api/%2e/events", "/api;a=b/events", "/api/events;a=b", "/API/events", "/api%00/events"
            })
    void noOtherSpellingOfAnAddressIsServed(String path) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = raw(
                    node,
                    "GET " + path
                            + " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.1 40[034].*"), path + ": " + answer);
        }
    }

    @Test
    void aHeadIsAnsweredAsAGetWithoutItsBody() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (String path : new String[] {"/", "/app.js", "/api/chain", "/api/blocks/0", "/health", "/nothing"}) {
                HttpResponse<String> get = node.read(path);
                HttpResponse<String> head = node.ask("HEAD", path, "");
                assertEquals(get.statusCode(), head.statusCode(), path);
                assertEquals(
                        get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"), path);
                assertEquals("", head.body());
            }
            HttpResponse<String> events = node.ask("HEAD", "/api/events", "");
            assertEquals(200, events.statusCode());
            assertEquals(
                    "text/event-stream",
                    events.headers().firstValue("Content-Type").orElse(""));
        }
    }

    /// @param rest more headers, and the body
    private static String upload(HttpNode node, String rest) throws Exception {
        return raw(node, "POST /api/blocks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest);
    }

    private static String raw(HttpNode node, String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.at("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
