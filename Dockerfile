# Tsunagi as images: the node, and with --target judge the conformance kit with its container client. From a clone, with
# nothing built before:
#
#     docker build -t tsunagi .
#     docker build -t tsunagi-judge --target judge .
#
# BUILDER is any image with a JDK 25 and Maven, BASE any with Java 25 and bash. Where none can be pulled,
# deploy/builder-image and deploy/base-image make them. deploy/build-image takes the program that is built already.
ARG BUILDER=maven:3-eclipse-temurin-25
ARG BASE=eclipse-temurin:25-jre

FROM ${BUILDER} AS program
WORKDIR /src
COPY . .
# With AS_BUILT=yes, the program as it lies in node-app/target. The cache of classes is made below.
ARG AS_BUILT=
# What --version prints of the sources, because their history is not here: "0123456789ab 2026-11-28" (release/commit).
ARG SOURCE_COMMIT=
RUN ["bash", "-c", "[ \"$AS_BUILT\" = yes ] || mvn -q -B -Dstyle.color=never package -pl node-app -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true -Dcache.skip=true"]

FROM ${BASE} AS judge
COPY --from=program /src/node-app/target/lib/ /opt/tsunagi/lib/
COPY --from=program /src/node-app/target/tsunagi.jar /opt/tsunagi/
COPY deploy/image/tsunagi /usr/local/bin/
RUN ["java", "-XX:+UseSerialGC", "-XX:FreqInlineSize=90", "-XX:AOTCacheOutput=/opt/tsunagi/tsunagi.aot", "-Xlog:disable", "-Xlog:all=error:stderr", "-cp", "/opt/tsunagi/tsunagi.jar", "tsunagi.app.Training"]
USER 10001:10001
ENTRYPOINT ["tsunagi"]
CMD ["--conformance", "list"]
ARG VERSION=
ARG REVISION=
ARG SOURCE=
LABEL org.opencontainers.image.title="Tsunagi conformance kit" org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" org.opencontainers.image.source="${SOURCE}"

# The last one is what a build makes that names no target.
FROM ${BASE} AS node
# All but the container client, which release/left-out names.
COPY --from=program /src/node-app/target/lib/tsunagi-*.jar /src/node-app/target/lib/commons-cli-*.jar /src/node-app/target/lib/jackson-*.jar /src/node-app/target/lib/jline-*.jar /src/node-app/target/lib/jspecify-*.jar /src/node-app/target/lib/logback-*.jar /src/node-app/target/lib/prometheus-*.jar /src/node-app/target/lib/slf4j-*.jar /opt/tsunagi/lib/
COPY --from=program /src/node-app/target/tsunagi.jar /opt/tsunagi/
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
ARG VERSION=
ARG REVISION=
ARG SOURCE=
LABEL org.opencontainers.image.title="Tsunagi node" org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" org.opencontainers.image.source="${SOURCE}"
