# Tsunagi as an image: node and judge in one. Build the program first; deploy/build-image does both.
#
# BASE is any image with Java 25 and bash, such as the one that deploy/base-image makes where none can be pulled.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}

COPY node-app/target/lib/ /opt/tsunagi/lib/
COPY node-app/target/tsunagi.jar /opt/tsunagi/
COPY deploy/image/tsunagi deploy/image/healthy /usr/local/bin/

# The cache of classes with which the program starts in half the time. It fits only the very runtime that made it, so
# the one of the build machine is of no use here. The flags are those of deploy/image/tsunagi.
RUN ["java", "-XX:+UseSerialGC", "-XX:FreqInlineSize=90", "-XX:AOTCacheOutput=/opt/tsunagi/tsunagi.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-cp", "/opt/tsunagi/tsunagi.jar", "tsunagi.app.Training"]

# An empty directory that belongs to the user: a new volume takes its owner from it.
COPY --chown=10001:10001 deploy/image/data/ /data/
USER 10001:10001
ENV TSUNAGI_DATA_DIR=/data
VOLUME /data
# Blocks, and the explorer with its API and metrics if --http says so.
EXPOSE 8000 9000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 CMD ["healthy"]
ENTRYPOINT ["tsunagi"]
CMD ["8000"]
