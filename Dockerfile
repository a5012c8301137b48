# Build:  docker build -t pressrum .
# Run:    docker run --read-only --tmpfs /tmp -v pressrum:/data -p 8000:8000 \
#           -e PRESSRUM_BASE_URL=https://press.example.se pressrum
# With -e PRESSRUM_DATABASE=postgresql://user@host/database and -e PRESSRUM_MEDIA=s3://bucket/prefix nothing
# is kept in /data, and several containers are replicas: deploy/ has them, docs/scaling.md explains.
FROM python:3.14-slim AS build
COPY requirements.lock requirements-build.lock /src/
# Nothing is resolved: what was altered is found by its hash, and what is missing by the check.
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
    -r /src/requirements-build.lock \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
    --no-build-isolation --use-pep517 -r /src/requirements.lock
COPY pyproject.toml README.md LICENSE /src/
COPY tools/build_backend.py /src/tools/
COPY releases /src/releases
COPY feeds /src/feeds
COPY service /src/service
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src \
 && /venv/bin/pip check \
 && /venv/bin/pip uninstall --yes --quiet setuptools pip

FROM python:3.14-slim
# The numbers are those of the manifests in deploy/kubernetes.
RUN groupadd --system --gid 10001 pressrum \
 && useradd --system --uid 10001 --gid 10001 --home-dir /data --create-home pressrum
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PRESSRUM_DATABASE=/data/pressrum.db \
    PRESSRUM_MEDIA=/data/media
# By number: Kubernetes (runAsNonRoot) does not look names up.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# A start may have to migrate the database before it listens.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["python", "-c", \
  "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["pressrum", "serve", "--host", "0.0.0.0", "--port", "8000"]
