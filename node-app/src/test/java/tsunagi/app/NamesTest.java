package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Transaction;

/// What the API says of a name.
class NamesTest {
    private static final int LONG = 1_100;

    private static Block grow(Node node, Tip parent, Transaction... transactions) throws Exception {
        Block block = parent.child("", List.of(transactions), 1_700_000_000L);
        Block proven = block.withProof(0, block.computeHash());
        node.submit(proven);
        return proven;
    }

    private static HttpNode start() throws Exception {
        return HttpNode.startWith("0", "--difficulty", "0");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static Tip tip(Block block) {
        return new Tip(block.index(), block.hash());
    }

    @Test
    void aNameHasSumsAndItsTransactionsNewestFirst() throws Exception {
        try (HttpNode node = start()) {
            Node chain = node.node();
            Block one = grow(chain, chain.tip(), new Transaction("Alice", "Carol", 7), new Transaction("x", "y", 1));
            Block two = grow(chain, tip(one), new Transaction("x", "y", 1), new Transaction("Bob", "Alice", 30));
            JsonNode alice = node.json("/api/names/Alice");
            assertEquals(2, alice.get("height").asInt());
            assertEquals(two.hash().toString(), alice.get("tip").asString());
            assertTrue(alice.get("complete").asBoolean(), alice::toString);
            assertEquals(3, alice.get("count").asInt());
            assertEquals(107, alice.get("sent").asInt());
            assertEquals(30, alice.get("received").asInt());
            assertEquals(-77, alice.get("balance").asInt());
            JsonNode newest = alice.get("transactions").get(0);
            assertEquals(2, newest.get("number").asInt());
            assertEquals(2, newest.get("height").asInt());
            assertEquals(two.hash().toString(), newest.get("hash").asString());
            assertEquals(1, newest.get("position").asInt());
            assertEquals("Bob", newest.get("sender").asString());
            assertEquals(30, newest.get("amount").asInt());
            assertEquals(0, alice.get("transactions").get(2).get("height").asInt());
            assertTrue(alice.get("next").isNull());
        }
    }

    @Test
    void pagesLeadToTheOldest() throws Exception {
        try (HttpNode node = start()) {
            Tip tip = node.node().tip();
            for (int i = 1; i <= 7; i++) {
                tip = tip(grow(node.node(), tip, new Transaction("a", "b", i), new Transaction("b", "a", 10L * i)));
            }
            List<Long> amounts = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = node.json("/api/names/a?limit=3" + next);
                assertEquals(14, page.get("count").asInt());
                page.get("transactions")
                        .forEach(one -> amounts.add(one.get("amount").asLong()));
                next = page.get("next").isNull()
                        ? ""
                        : "&from=" + page.get("next").asLong();
            } while (!next.isEmpty());
            assertEquals(List.of(70L, 7L, 60L, 6L, 50L, 5L, 40L, 4L, 30L, 3L, 20L, 2L, 10L, 1L), amounts);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a/b",
                "/",
                "a?b=c&d#e",
                "100%",
                "%41",
                "a+b",
                "\0",
                "\n\u001b[31m",
                "雪",
                "😀👩‍👩‍👧",
                "\u202eevil",
                "..a"
            })
    void anyTextIsAName(String name) throws Exception {
        try (HttpNode node = start()) {
            grow(node.node(), node.node().tip(), new Transaction(name, "somebody", 5));
            for (String path : List.of("/api/names/" + encoded(name), "/api/names?name=" + encoded(name))) {
                JsonNode found = node.json(path);
                assertEquals(name, found.get("name").asString(), path);
                assertEquals(5, found.get("sent").asInt(), path);
                assertEquals(1, found.get("transactions").size(), path);
            }
        }
    }

    /// A path cannot hold them: browsers and curl take them out before they ask.
    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void namesThatNoPathCanHoldAreAskedForByParameter(String name) throws Exception {
        try (HttpNode node = start()) {
            grow(node.node(), node.node().tip(), new Transaction(name, "somebody", 5));
            assertEquals(5, node.json("/api/names?name=" + name).get("sent").asInt());
        }
    }

    @Test
    void theLongestNameIsAName() throws Exception {
        try (HttpNode node = start()) {
            String name = "雪".repeat(1_200);
            grow(node.node(), node.node().tip(), new Transaction("a", name, 5));
            assertEquals(
                    5, node.json("/api/names/" + encoded(name)).get("received").asInt());
        }
    }

    @Test
    void aNameThatNobodyUsedHasZeros() throws Exception {
        try (HttpNode node = start()) {
            JsonNode nobody = node.json("/api/names/nobody");
            assertTrue(nobody.get("complete").asBoolean());
            for (String sum : List.of("count", "sent", "received", "balance")) {
                assertEquals(0, nobody.get(sum).asInt(-1), sum);
            }
            assertEquals(0, nobody.get("transactions").size());
        }
    }

    @Test
    void sumsHaveAllTheirDigits() throws Exception {
        try (HttpNode node = start()) {
            Tip tip = node.node().tip();
            for (int i = 0; i < 3; i++) tip = tip(grow(node.node(), tip, new Transaction("a", "b", Long.MAX_VALUE)));
            BigInteger sum = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(3));
            String answer = node.read("/api/names/b").body();
            assertTrue(answer.contains("\"received\":" + sum + ","), answer);
            assertTrue(node.read("/api/names/a").body().contains("\"balance\":-" + sum + ","));
        }
    }

    @Test
    void aTransactionWithOneselfCountsOnce() throws Exception {
        try (HttpNode node = start()) {
            grow(node.node(), node.node().tip(), new Transaction("a", "a", 5));
            JsonNode alone = node.json("/api/names/a");
            assertEquals(1, alone.get("count").asInt());
            assertEquals(5, alone.get("sent").asInt());
            assertEquals(5, alone.get("received").asInt());
            assertEquals(0, alone.get("balance").asInt());
            assertEquals(1, alone.get("transactions").size());
        }
    }

    /// A branch as a peer sends it, of blocks with one transaction each.
    private static Tip send(HttpNode node, Tip parent, int count, Transaction transaction) throws Exception {
        Tip tip = parent;
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            for (int i = 0; i < count; i++) {
                Block block = tip.child("", List.of(transaction), 1_700_000_000L);
                Block proven = block.withProof(0, block.computeHash());
                peer.getOutputStream().write(BlockWriter.frame(proven));
                tip = tip(proven);
            }
            Tip last = tip;
            HttpNode.await("the branch", () -> node.node().tip().equals(last));
        }
        return tip;
    }

    @Test
    void aReorganisationTakesTransactionsOffAndBringsOthers() throws Exception {
        try (HttpNode node = start()) {
            Tip fork = tip(grow(node.node(), node.node().tip(), new Transaction("a", "b", 1)));
            Tip left = send(node, fork, 5, new Transaction("a", "b", 100));
            assertEquals(501, node.json("/api/names/a").get("sent").asInt());
            Tip right = send(node, fork, 6, new Transaction("b", "a", 10));
            HttpNode.await(
                    "the other branch",
                    () -> node.json("/api/names/a")
                            .get("tip")
                            .asString()
                            .equals(right.hash().toString()));
            JsonNode a = node.json("/api/names/a");
            assertEquals(1, a.get("sent").asInt(), a::toString);
            assertEquals(60, a.get("received").asInt());
            assertEquals(7, a.get("count").asInt());
            assertEquals(1, a.get("transactions").get(6).get("height").asInt());
            Tip back = send(node, left, 2, new Transaction("a", "b", 100));
            HttpNode.await(
                    "the first again",
                    () -> node.json("/api/names/a")
                            .get("tip")
                            .asString()
                            .equals(back.hash().toString()));
            assertEquals(701, node.json("/api/names/a").get("sent").asInt());
            assertEquals(0, node.json("/api/names/a").get("received").asInt());
        }
    }

    /// A branch that is too long for the pool comes in another way than short ones.
    @Test
    void aVeryLongReorganisationIsFollowedToo() throws Exception {
        try (HttpNode node = start()) {
            Tip genesis = node.node().tip();
            Tip tip = genesis;
            for (int i = 0; i < LONG; i++) tip = tip(grow(node.node(), tip, new Transaction("a", "b", 1)));
            Tip right = send(node, genesis, LONG + 1, new Transaction("b", "a", 10));
            HttpNode.await(
                    "the index",
                    () -> node.json("/api/names/a")
                            .get("tip")
                            .asString()
                            .equals(right.hash().toString()));
            JsonNode a = node.json("/api/names/a");
            assertEquals(0, a.get("sent").asInt());
            assertEquals(10 * (LONG + 1), a.get("received").asInt());
        }
    }

    @Test
    void blocksThatAPeerBringsAndThatWereThereAtTheStartAreCounted() throws Exception {
        try (HttpNode a = start()) {
            Tip tip = a.node().tip();
            for (int i = 0; i < 200; i++) tip = tip(grow(a.node(), tip, new Transaction("a", "b", 1)));
            Tip last = tip;
            try (HttpNode b = HttpNode.startWith("0", "--difficulty", "0", "--connect", "127.0.0.1:" + a.port())) {
                HttpNode.await("the chain", () -> b.node().tip().equals(last));
                HttpNode.await(
                        "the index", () -> b.json("/api/names/a").get("sent").asInt() == 200);
                Optional<Block> block = b.node().chain().at(200);
                assertEquals(
                        block.orElseThrow().hash().toString(),
                        b.json("/api/names/a")
                                .get("transactions")
                                .get(0)
                                .get("hash")
                                .asString());
            }
        }
    }
}
