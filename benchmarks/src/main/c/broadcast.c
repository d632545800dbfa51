// What a broadcast is measured against: passes whatever the last to connect sends on to all the others, one send after
// another, and does nothing else. The Java twin of it is RawServer's "broadcast".
//
//   broadcast PEERS      says its port on standard output, and runs until it is killed
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_FRAME_BYTES = 4096, BACKLOG = 1024 };

static void require(int ok, const char *what) {
    if (ok) return;
    perror(what);
    exit(1);
}

static int listening(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    require(listener >= 0, "socket");
    require(bind(listener, (struct sockaddr *)&address, length) == 0, "bind");
    require(listen(listener, BACKLOG) == 0, "listen");
    require(getsockname(listener, (struct sockaddr *)&address, &length) == 0, "getsockname");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static int accepted(int listener) {
    int on = 1;
    int peer = accept(listener, NULL, NULL);
    require(peer >= 0, "accept");
    require(setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
    return peer;
}

int main(int argc, char **argv) {
    int count = argc == 2 ? atoi(argv[1]) : 0;
    require(count > 0, "usage: broadcast PEERS");
    int listener = listening();
    int *peers = malloc(sizeof *peers * (size_t)count);
    require(peers != NULL, "malloc");
    for (int i = 0; i < count; i++) peers[i] = accepted(listener);
    int teller = accepted(listener);
    char frame[MAX_FRAME_BYTES];
    ssize_t length;
    while ((length = read(teller, frame, sizeof frame)) > 0) {
        for (int i = 0; i < count; i++) {
            require(send(peers[i], frame, (size_t)length, MSG_NOSIGNAL) == length, "send");
        }
    }
    return 0;
}
