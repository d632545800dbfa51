package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the node refuses of an address, and how it names the reason.
class ParametersTest {
    @ParameterizedTest
    @CsvSource({
        "/api/blocks?limit=x, wrong-type, limit",
        "/api/blocks?limit=, wrong-type, limit",
        "/api/blocks?limit, wrong-type, limit",
        "/api/blocks?limit=1.0, wrong-type, limit",
        "/api/blocks?limit=0, out-of-range, limit",
        "/api/blocks?limit=101, out-of-range, limit",
        "/api/blocks?from=-1, out-of-range, from",
        "/api/blocks?from=9223372036854775808, out-of-range, from",
        "/api/blocks?from=99999999999999999999999999999999999999, out-of-range, from",
        "/api/blocks?text=a&limit=x, wrong-type, limit",
        "/api/blocks?text=a&from=x, wrong-type, from",
        "/api/blocks?text=, search-text-length, text",
        "/api/blocks?limit=1&limit=2, duplicate-parameter, limit",
        "/api/blocks?limit=1&lim%69t=1, duplicate-parameter, limit",
        "/api/blocks?Limit=1, unknown-parameter, Limit",
        "/api/blocks?=1, unknown-parameter, ''",
        "/api/blocks/0?from=1, unknown-parameter, from",
        "/api/chain?x=1, unknown-parameter, x",
        "/api/events?x=1, unknown-parameter, x",
        "/api/peers?from=x, wrong-type, from",
        "/api/peers?limit=1001, out-of-range, limit",
        "/api/names, missing-parameter, name",
        "/api/names?name=a&name=b, duplicate-parameter, name",
        "/api/names?name=a&from=-1, out-of-range, from",
        "/api/names/a?limit=101, out-of-range, limit",
        "/api/names/a?name=b, unknown-parameter, name",
        "/api/blocks/x, bad-block-id, id",
        "/api/blocks/006, bad-block-id, id",
        "/api/blocks/00, bad-block-id, id",
        "/api/blocks/-0, bad-block-id, id",
        "/api/blocks/%2B6, bad-block-id, id",
        "/api/blocks/٦, bad-block-id, id",
        "/api/blocks/0000000001/frame, bad-block-id, id",
        "/api/blocks?from=006, wrong-type, from",
        "/api/blocks?from=-0, wrong-type, from",
        "/api/blocks?from=%2B6, wrong-type, from",
        "/api/blocks?text=a&from=00, wrong-type, from",
        "/api/blocks?limit=020, wrong-type, limit",
        "/api/peers?from=01, wrong-type, from",
        "/api/names/a?from=01, wrong-type, from"
    })
    void aRefusalNamesTheParameter(String path, String code, String parameter) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            HttpResponse<String> answer = node.read(path);
            assertEquals(400, answer.statusCode(), answer.body());
            JsonNode problem = HttpNode.json(answer);
            assertEquals(code, problem.get("code").asString(), answer.body());
            assertEquals(parameter, problem.get("parameter").asString(), answer.body());
            assertFalse(problem.has("pointer"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/names/%FF", "/api/names/%E9%9B", "/api/names?name=%C0%80", "/api/names/%ED%A0%80"})
    void whatIsNoUtf8IsNoOtherName(String path) throws Exception {
        try (HttpNode node = HttpNode.start()) {
            assertEquals("bad-request", node.json(path).get("code").asString());
        }
    }

    @Test
    void theLargestNumberThatIsDescribedIsTaken() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            assertEquals(200, node.read("/api/blocks?from=9223372036854775807").statusCode());
            assertEquals(200, node.read("/api/names/a?from=9223372036854775807").statusCode());
        }
    }

    @Test
    void pagesAndMonitoringTakeAnyParameter() throws Exception {
        try (HttpNode node = HttpNode.start()) {
            for (String path : new String[] {"/?utm=1", "/metrics?x=1", "/health?a=1&a=2", "/app.js?v=3"}) {
                assertEquals(200, node.read(path).statusCode(), path);
            }
        }
    }
}
