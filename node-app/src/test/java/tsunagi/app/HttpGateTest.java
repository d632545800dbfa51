package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in over HTTP and who does not, and that each refusal is a problem detail (RFC 9457).
class HttpGateTest {
    private static final String POST = "POST /api/blocks HTTP/1.1\r\nContent-Type: application/json\r\n";

    @ParameterizedTest
    @CsvSource({
        "GET,    /nothing,                     404",
        "GET,    /../../etc/passwd,            404",
        "GET,    /api/blocks/99,               404",
        "GET,    /api/blocks/abc,              400",
        "GET,    /api/blocks?limit=0,          400",
        "GET,    /api/blocks?limit=101,        400",
        "GET,    /api/blocks?from=-1,          400",
        "GET,    /api/blocks?text=,            400",
        "GET,    /api/blocks/%zz,              400",
        "PUT,    /api/chain,                   405",
        "POST,   /api/chain,                   405",
        "DELETE, /api/blocks,                  405",
        "OPTIONS,/api/blocks,                  405",
        "POST,   /api/blocks,                  415"
    })
    void whatCannotBeServedIsAProblem(String method, String path, int status) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer =
                    raw(node, method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            // What is no address at all is answered by the server itself, in its own words.
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            if (!path.contains("%zz")) {
                assertTrue(answer.contains("application/problem+json"), answer);
                assertTrue(answer.contains("\"status\":" + status), answer);
            }
        }
    }

    @Test
    void aMethodThatIsNotAllowedComesWithThoseThatAre() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.ask("PUT", "/api/blocks", "");
            assertEquals("GET, HEAD, POST", answer.headers().firstValue("Allow").orElse(""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:1,        200",
        "127.0.0.1:9000,     200",
        "[::1]:9000,         200",
        "192.0.2.7,          200",
        "evil.example,       421",
        "evil.example:9000,  421",
        "127.0.0.1.evil.example, 421",
        "0x7f000001,         421"
    })
    void aNameThatCouldBeMadeToLeadHereIsNotServed(String host, int status) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = raw(node, "GET /api/chain HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example,        403",
        "Origin: null,                       403",
        "Origin: http://localhost.evil,      403",
        "Sec-Fetch-Site: cross-site,         403",
        "Sec-Fetch-Site: same-site,          403",
        "Origin: http://localhost,           201",
        "Sec-Fetch-Site: same-origin,        201"
    })
    void aPageOfAnotherSiteChangesNothing(String header, int status) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer =
                    raw(node, POST + "Host: localhost\r\n" + header + "\r\nContent-Length: 11\r\n\r\n{\"data\":\"\"}");
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertEquals(status == 201 ? 1 : 0, node.node().tip().index());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // A proxy that passes the name on, and one that puts the node's own in its place.
        "node.example,      https://node.example,  201",
        "127.0.0.1:9000,    https://node.example,  201",
        "node.example:443,  https://node.example,  201",
        "127.0.0.1:9000,    http://node.example,   403",
        "127.0.0.1:9000,    https://evil.example,  403",
        "evil.example,      https://node.example,  421"
    })
    void behindAProxyThePagesOfItsOriginMayAsk(String host, String origin, int status) throws Exception {
        try (HttpNode node = HttpNode.start("--http-origin", "https://node.example")) {
            String names = "Host: " + host + "\r\nOrigin: " + origin + "\r\n";
            String answer = raw(node, POST + names + "Content-Length: 11\r\n\r\n{\"data\":\"\"}");
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
    }

    @Test
    void aPictureOnAPageOfAnotherSiteCostsNoSearch() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String get = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: cross-site\r\n\r\n";
            assertTrue(raw(node, "GET /api/blocks?text=x" + get).startsWith("HTTP/1.1 403 "));
            assertTrue(raw(node, "GET /" + get).startsWith("HTTP/1.1 200 "), "a link leads here");
        }
    }

    @Test
    void whereThereIsATokenWhoChangesSomethingMustHaveIt() throws Exception {
        try (HttpNode node = HttpNode.start("--http-token", "correct-horse")) {
            String[] json = {"Content-Type", "application/json"};
            assertEquals(
                    401,
                    node.ask("POST", "/api/blocks", "{\"data\":\"\"}", json).statusCode());
            assertEquals(401, node.ask("DELETE", "/api/bans/192.0.2.1", "").statusCode());
            String[] wrong = {"Content-Type", "application/json", "Authorization", "Bearer correct-horsf"};
            assertEquals(
                    401,
                    node.ask("POST", "/api/blocks", "{\"data\":\"\"}", wrong).statusCode());
            String[] right = {"Content-Type", "application/json", "Authorization", "Bearer correct-horse"};
            assertEquals(
                    201,
                    node.ask("POST", "/api/blocks", "{\"data\":\"\"}", right).statusCode());
            assertEquals(200, node.read("/api/chain").statusCode());
            assertTrue(node.json("/api/chain").get("token_needed").asBoolean());
        }
    }

    /// RFC 9110, section 11.1: the scheme is compared without its case. The token is not.
    @ParameterizedTest
    @CsvSource({
        "Bearer correct-horse, 201",
        "bearer correct-horse, 201",
        "BEARER   correct-horse, 201",
        "bearer Correct-horse, 401",
        "bearer, 401",
        "Bearercorrect-horse, 401",
        "correct-horse, 401",
        "Basic correct-horse, 401"
    })
    void theSchemeOfATokenMayBeInAnyCase(String authorization, int status) throws Exception {
        try (HttpNode node = HttpNode.start("--http-token", "correct-horse")) {
            String[] headers = {"Content-Type", "application/json", "Authorization", authorization};
            assertEquals(
                    status,
                    node.ask("POST", "/api/blocks", "{\"data\":\"\"}", headers).statusCode());
        }
    }

    /// Requests of the machine itself are refused too, so the reason is the address of the server.
    @Test
    void outsideOfLoopbackNothingChangesWithoutAToken() throws Exception {
        try (HttpNode node = HttpNode.start("--http", "0.0.0.0:0")) {
            var refused = node.mine("no");
            assertEquals(403, refused.statusCode());
            assertEquals(
                    "This node listens for other machines too, so requests that change state need --http-token.",
                    HttpNode.json(refused).get("detail").asString());
            assertEquals(200, node.read("/api/chain").statusCode());
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            assertEquals(413, node.mine("x".repeat(40_000)).statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1]", "{\"data\":", "{\"date\":\"x\"}", "{\"transactions\":[{\"sender\":\"a\"}]}", "nonsense"})
    void aBodyOfAnotherShapeIsRefused(String body) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            int status = node.ask("POST", "/api/blocks", body, "Content-Type", "application/json")
                    .statusCode();
            assertEquals(400, status);
        }
    }

    @Test
    void everyAnswerForbidsForeignScriptsAndFrames() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (String path : new String[] {"/", "/api/chain", "/nothing"}) {
                var headers = node.read(path).headers();
                String policy = headers.firstValue("Content-Security-Policy").orElse("");
                assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
                assertTrue(!policy.contains("unsafe"), policy);
                assertEquals(
                        "nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
            }
        }
    }

    /// The answer to a request that no client would write, up to the end of its JSON.
    /// Programs differ in what they read there, so a proxy may let through what this node does.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/chain HTTP/2.0\r\nHost: localhost",
                "GET /api/chain HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
                "GET /api/chain http/1.1\r\nHost: localhost",
                "GET /api/chain HTTP/1.1\r\nHost: localhost:abc",
                "GET /api/chain HTTP/1.1\r\nHost: localhost:-1",
                "GET /api/chain HTTP/1.1\r\nHost: localhost:123456",
                "GET /api/chain HTTP/1.1\r\nHost: [::1",
                "GET /api/chain HTTP/1.1\r\nHost: [::1]x",
                "GET /api/chain HTTP/1.1\r\nHost: ::1",
                "GET /api/chain HTTP/1.1\r\nHost: user@localhost",
                "GET /api/chain HTTP/1.1\r\nHost: localhost/x",
                "GET /api/chain HTTP/1.1\r\nHost:",
                "GET http://evil.example/api/chain HTTP/1.1\r\nHost: localhost",
                "GET http://localhost:1/api/chain HTTP/1.1\r\nHost: localhost:2",
                "GET http://user@localhost/api/chain HTTP/1.1\r\nHost: localhost",
                "GET /api/chain#x HTTP/1.1\r\nHost: localhost",
                "GET /api/chain HTTP/1.1\r\nHost: localhost\r\nContent-Length: +0"
            })
    void aRequestThatCanBeReadInTwoWaysIsRefused(String request) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = raw(node, request + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    /// A browser with many cookies of other servers on localhost sends such headers.
    @ParameterizedTest
    @CsvSource({"62, 10, 200", "63, 10, 431", "200, 10, 431", "1, 16000, 200", "1, 17000, 431", "10, 6000, 431"})
    void tooManyOrTooLongHeadersAreAnswered(int count, int bytes, int status) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            StringBuilder request = new StringBuilder("GET /api/chain HTTP/1.1\r\nHost: localhost\r\n");
            request.append("Connection: close\r\n");
            for (int i = 0; i < count; i++)
                request.append("X-").append(i).append(": ").repeat("x", bytes).append("\r\n");
            String answer = raw(node, request.append("\r\n").toString());
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            if (status == 431) assertTrue(answer.contains("\"code\":\"headers-too-large\""), answer);
        }
    }

    /// A proxy asks like this (RFC 9112, section 3.2.2).
    @Test
    void anAddressWithItsHostIsServed() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            String answer = raw(node, "GET http://LocalHost:1/api/chain HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    private static String raw(HttpNode node, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.running().httpPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
