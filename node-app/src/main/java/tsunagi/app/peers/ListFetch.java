package tsunagi.app.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches a list over HTTP, in bounded time and size.
final class ListFetch implements AutoCloseable {
    private final Duration deadline;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PeerListLimits.CONNECT_DEADLINE)
            .executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("peer-list-", 0).factory()))
            .build();

    /// @param deadline for the headers, and again for the body
    ListFetch(Duration deadline) {
        this.deadline = deadline;
    }

    /// The list that is there now.
    ///
    /// @throws IOException with a message that is a clause for a log line, if there is none
    PeerList fetch(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(deadline)
                .header("Accept", "application/json, text/plain")
                .build();
        HttpResponse<InputStream> response = send(request);
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) throw new IOException("it answered " + response.statusCode());
            byte[] bytes = readInTime(body);
            if (bytes.length > PeerListLimits.MAX_LIST_BYTES) {
                throw new IOException("it is longer than " + PeerListLimits.MAX_LIST_BYTES + " bytes");
            }
            return PeerList.parse(bytes);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            // So the client says that it was sent on to what is no address.
            throw new IOException("it leads to no address: " + e.getMessage(), e);
        }
    }

    /// The client's own deadline ends with the headers; a body may drip for ever.
    private byte[] readInTime(InputStream body) throws IOException, InterruptedException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> body.readNBytes(PeerListLimits.MAX_LIST_BYTES + 1));
        Thread.ofVirtual().name("peer-list-body").start(reading);
        try {
            return reading.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it took too long", e);
        } catch (ExecutionException e) {
            throw new IOException("it broke off", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
