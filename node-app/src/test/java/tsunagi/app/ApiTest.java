package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tsunagi.protocol.Hash;

/// What scripts get from the node.
class ApiTest {
    @Test
    void aBlockIsMinedByAPostAndFoundByHeightHashAndText() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> mined = node.ask(
                    "POST",
                    "/api/blocks",
                    "{\"data\":\"tea \\\"for\\\" two\",\"transactions\":[{\"sender\":\"雪\",\"receiver\":\"Bob\",\"amount\":7}]}",
                    "Content-Type",
                    "application/json");
            assertEquals(201, mined.statusCode(), mined.body());
            JsonNode block = HttpNode.json(mined).get("block");
            String hash = block.get("hash").asString();
            assertEquals(
                    "/api/blocks/" + hash,
                    mined.headers().firstValue("Location").orElse(""));
            assertEquals(block, node.json("/api/blocks/1").get("block"));
            assertEquals(block, node.json("/api/blocks/" + hash).get("block"));
            for (String text : new String[] {"tea%20%22for", "%E9%9B%AA", "Bob", hash.substring(0, 9)}) {
                assertEquals(
                        block,
                        node.json("/api/blocks?text=" + text).get("blocks").get(0),
                        text);
            }
            assertTrue(node.json("/api/blocks?text=prev_hash").get("blocks").isEmpty());
        }
    }

    /// The search would take hours.
    @Test
    void aStopAnswersWhoWaitsForABlock() throws Exception {
        HttpNode node = HttpNode.start("--difficulty", "6");
        FutureTask<HttpResponse<String>> waiting = new FutureTask<>(() -> node.mine("never"));
        Thread.ofVirtual().start(waiting);
        HttpNode.await(
                "mining", () -> node.json("/api/chain").at("/mining/running").asBoolean());
        node.running().close();
        HttpResponse<String> answer = waiting.get();
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals("stopping", HttpNode.json(answer).get("code").asString());
    }

    @Test
    void aTextIsFoundInBlocksThatOthersFollow() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (String data : new String[] {"tea", "coffee", "tea again", "water"}) node.mine(data);
            JsonNode found = node.json("/api/blocks?text=tea");
            assertEquals(2, found.get("blocks").size(), found::toString);
            assertEquals("tea again", found.get("blocks").get(0).get("data").asString());
            assertEquals("tea", found.get("blocks").get(1).get("data").asString());
        }
    }

    @Test
    void blocksThatAPeerIsSentAreCountedAlsoManyAtOnce() throws Exception {
        try (HttpNode a = HttpNode.start()) {
            for (int i = 1; i <= 5; i++) a.mine("block " + i);
            try (HttpNode b = HttpNode.start("--connect", "127.0.0.1:" + a.port())) {
                HttpNode.await("the chain", () -> b.node().tip().index() == 5);
                a.mine("one more");
                HttpNode.await("the block", () -> b.node().tip().index() == 6);
                HttpNode.await(
                        "the count",
                        () -> a.json("/api/peers")
                                        .get("peers")
                                        .get(0)
                                        .get("blocks_out")
                                        .asInt()
                                == 6);
            }
        }
    }

    @Test
    void aBlockIsFollowedOnItsWayToThePeers() throws Exception {
        try (HttpNode a = HttpNode.start();
                HttpNode b = HttpNode.start("--connect", "127.0.0.1:" + a.port());
                HttpNode c = HttpNode.start("--connect", "127.0.0.1:" + a.port())) {
            HttpNode.await("two peers", () -> a.node().peers().size() == 2);
            a.mine("to both");
            HttpNode.await(
                    "both have it",
                    () -> b.node().tip().index() + c.node().tip().index() == 2);
            HttpNode.await("both are told of", () -> {
                JsonNode relays = a.json("/api/activity").get("relays");
                return relays.size() == 1 && relays.get(0).get("peers").asInt() == 2;
            });
            JsonNode relay = a.json("/api/activity").get("relays").get(0);
            assertEquals(1, relay.get("height").asInt());
            double first = relay.get("first_seconds").asDouble();
            assertTrue(first > 0 && first <= relay.get("last_seconds").asDouble(), relay::toString);
        }
    }

    @Test
    void pagesArePackedForWhoCanUnpackThem() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<byte[]> packed = node.bytes("/style.css", "Accept-Encoding", "gzip, br");
            assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
            String plain = node.read("/style.css").body();
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertEquals(plain, new String(in.readAllBytes(), UTF_8));
            }
            assertTrue(packed.body().length < plain.length() / 2);
        }
    }

    @Test
    void theHashedBytesAreThereWithTheFieldThatEachBelongsTo() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("bytes");
            JsonNode detail = node.json("/api/blocks/1");
            byte[] preimage = HexFormat.of().parseHex(detail.get("preimage").asString());
            assertEquals(
                    detail.get("block").get("hash").asString(),
                    Hash.sha256(preimage).toString());
            int end = 0;
            for (JsonNode field : detail.get("fields")) {
                assertEquals(end, field.get("offset").asInt());
                end += field.get("length").asInt();
            }
            assertEquals(preimage.length, end);
        }
    }

    @Test
    void pagesLeadFromTheTipToGenesis() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (int i = 1; i <= 5; i++) node.mine("block " + i);
            JsonNode first = node.json("/api/blocks?limit=3");
            assertEquals(5, first.get("blocks").get(0).get("index").asInt());
            JsonNode rest =
                    node.json("/api/blocks?limit=3&from=" + first.get("next").asInt());
            assertEquals(3, rest.get("blocks").size());
            assertEquals(0, rest.get("blocks").get(2).get("index").asInt());
            assertTrue(rest.get("next").isNull());
        }
    }

    @Test
    void peersAreToldWithWhatTheyDid() throws Exception {
        try (HttpNode a = HttpNode.start();
                HttpNode b = HttpNode.start("--connect", "127.0.0.1:" + a.port())) {
            HttpNode.await(
                    "both know each other",
                    () -> a.json("/api/peers").get("peers").size() == 1
                            && b.json("/api/peers").get("peers").size() == 1);
            b.mine("over");
            HttpNode.await("the block", () -> a.json("/api/chain").get("height").asInt() == 1);
            JsonNode inbound = a.json("/api/peers").get("peers").get(0);
            assertEquals("inbound", inbound.get("direction").asString());
            assertEquals(1, inbound.get("blocks_in").asInt());
            assertEquals(1, inbound.get("highest_in").asInt());
            JsonNode outbound = b.json("/api/peers").get("peers").get(0);
            assertEquals("outbound", outbound.get("direction").asString());
            HttpNode.await(
                    "what was sent is counted",
                    () -> b.json("/api/peers")
                                    .get("peers")
                                    .get(0)
                                    .get("blocks_out")
                                    .asInt()
                            > 0);
        }
    }

    @Test
    void aPeerThatIsNotThereIsNamedAsDialled() throws Exception {
        try (HttpNode node = HttpNode.start("--connect", "127.0.0.1:1")) {
            JsonNode peers = node.json("/api/peers");
            assertTrue(peers.get("peers").isEmpty());
            assertEquals("127.0.0.1:1", peers.get("dialling").get(0).asString());
        }
    }

    @Test
    void metricsCountWhatHappens() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            node.mine("counted");
            HttpResponse<String> metrics = node.read("/metrics");
            assertTrue(metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
            String text = metrics.body();
            for (String line : new String[] {
                "tsunagi_chain_height 1.0",
                "tsunagi_blocks_joined_total{origin=\"mined\"} 1.0",
                "tsunagi_peers{direction=\"inbound\"} 0.0",
                "tsunagi_http_requests_total{route=\"/api/blocks\",status=\"201\"} 1.0",
                "# TYPE tsunagi_relay_latency_seconds histogram"
            }) {
                assertTrue(text.contains(line + "\n"), line);
            }
            assertTrue(text.contains("jvm_memory_used_bytes"));
        }
    }

    @Test
    void theNodeIsWellAndReady() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            assertEquals("ok", node.json("/health").get("status").asString());
            assertEquals("ok", node.json("/ready").get("status").asString());
        }
    }

    @Test
    void aBanThatIsNotThereCannotBeLifted() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (String address : List.of(
                    "192.0.2.1",
                    "20010db800000000%2F64",
                    "20010DB800000000%2F64",
                    "2001:db8::1",
                    "%5B2001:db8::1%5D")) {
                HttpResponse<String> answer = node.ask("DELETE", "/api/bans/" + address, "");
                assertEquals(404, answer.statusCode(), address);
                assertEquals("not-banned", HttpNode.json(answer).get("code").asString(), address);
            }
            assertTrue(node.json("/api/bans").get("bans").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "1",
                "127.1",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.010",
                "010.0.0.1",
                "00.0.0.1",
                "192.0.2.1:8000",
                "%5B::1%5D:8000",
                "::g",
                ":",
                "192.0.2.1%20",
                "2001:db8::%2F64",
                "20010db8%2F64",
                "localhost",
                "..",
                "%D9%A1.0.0.1"
            })
    void whatIsNoAddressIsRefusedWithWhatOneLooksLike(String address) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.ask("DELETE", "/api/bans/" + address, "");
            assertEquals(400, answer.statusCode(), answer.body());
            assertEquals("bad-address", HttpNode.json(answer).get("code").asString());
            assertEquals("address", HttpNode.json(answer).get("parameter").asString());
            assertTrue(HttpNode.json(answer).get("detail").asString().contains("192.0.2.1"), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":\"x\",\"transactions\":[null]} | 400",
                "{\"data\":\"x\",\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\",\"amount\":1.9}]} | 400",
                "{\"data\":\"x\",\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\",\"amount\":\"1\"}]} | 400"
            })
    void whatIsNotMeantIsNotMined(String body, int status) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.ask("POST", "/api/blocks", body, "Content-Type", "application/json");
            assertEquals(status, answer.statusCode(), answer.body());
            assertEquals(0, node.json("/api/chain").get("height").asInt());
        }
    }

    @Test
    void aBlockThatIsTooLargeIsAProblemAndNotMined() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.mine("x".repeat(4_096));
            assertEquals(422, answer.statusCode());
            assertFalse(HttpNode.json(answer).get("detail").asString().isEmpty());
            assertEquals(0, node.json("/api/chain").get("height").asInt());
        }
    }
}
