# The whole service in one image: `serve`, `worker`, `migrate` and every other command of service-tickets.
# Both stages stand on the same Python, so that what the first one installs runs in the second.
ARG BASE_IMAGE=python:3.13-slim-bookworm

# hadolint ignore=DL3006 # the default above names its tag
FROM ${BASE_IMAGE} AS build
WORKDIR /build
RUN python3 -m venv /opt/tickets
COPY requirements.lock ./
RUN /opt/tickets/bin/python -m pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.lock
COPY pyproject.toml README.md ./
COPY tickets_service tickets_service
RUN /opt/tickets/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/tickets/bin/python -m pip uninstall --yes \
    editables hatchling pathspec pluggy setuptools tomlkit trove-classifiers pip

# hadolint ignore=DL3006 # the default above names its tag
FROM ${BASE_IMAGE}
# The official Python image brings a pip of its own.
RUN rm -rf /usr/local/bin/pip* /usr/local/lib/python3.*/site-packages/pip /usr/local/lib/python3.*/site-packages/pip-* \
    && groupadd --gid 10007 tickets \
    && useradd --uid 10007 --gid tickets --home-dir /data --no-create-home --shell /usr/sbin/nologin tickets \
    && install --directory --owner tickets --group tickets --mode 0700 /data
COPY --from=build /opt/tickets /opt/tickets
ENV PATH=/opt/tickets/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TICKETS_DATA_DIR=/data \
    TICKETS_HOST=0.0.0.0
USER 10007:10007
WORKDIR /data
VOLUME /data
EXPOSE 8007
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "tickets_service.healthcheck"]
ENTRYPOINT ["service-tickets"]
CMD ["serve"]
